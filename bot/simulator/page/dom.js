// Building the page from values. Strangers' words only ever become text nodes.

// el('p', { class: 'note', on: { click }, data: { testid: 'x' }, 'aria-label': … }, child, …)
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  setProperties(node, properties);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProperties(node, { on = {}, data = {}, ...attributes }) {
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  for (const [name, value] of Object.entries(data)) if (value !== undefined) node.dataset[name] = value;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function iconButton(label, icon, onClick, properties = {}) {
  const { class: extra = '', ...rest } = properties;
  return el('button', {
    type: 'button', class: `icon-button ${extra}`, 'aria-label': label, title: label,
    on: { click: onClick }, ...rest,
  }, icon);
}

const kept = new WeakMap();

// Makes the children of `parent` those of `items` ({key, parts, build}), building anew only what
// has other parts than before and keeping the focus where it was.
export function reconcile(parent, items) {
  const before = kept.get(parent) ?? new Map();
  const after = new Map();
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && placeIn(parent, focused);
  const wanted = new Set(items.map((item) => item.key));
  for (const [key, entry] of before) if (!wanted.has(key)) entry.node.remove();
  let cursor = parent.firstChild;
  for (const item of items) {
    const old = before.get(item.key);
    const entry = old && sameParts(old.parts, item.parts) ? old : { node: item.build(), parts: item.parts };
    if (old && entry !== old) {
      if (cursor === old.node) cursor = entry.node;
      old.node.replaceWith(entry.node);
    }
    if (entry.node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(entry.node, cursor);
    after.set(item.key, entry);
  }
  kept.set(parent, after);
  if (focused && document.activeElement !== focused) refocus(after, focused, place);
}

function placeIn(parent, focused) {
  for (const [key, entry] of kept.get(parent) ?? []) {
    if (!entry.node.contains(focused)) continue;
    return { key, index: focusables(entry.node).indexOf(focused) };
  }
  return null;
}

function refocus(entries, focused, place) {
  if (focused.isConnected) {
    focused.focus({ preventScroll: true });
    return;
  }
  const node = place && entries.get(place.key)?.node;
  const target = node && (focusables(node)[place.index] ?? node);
  target?.focus({ preventScroll: true });
}

function focusables(node) {
  return [node, ...node.querySelectorAll('button, a[href], [tabindex]')];
}

function sameParts(one, other) {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

const HUES = 7;

// A person or a topic keeps its colour for life.
export function hueOf(id) {
  return String(Math.abs(Number(id)) % HUES);
}

export function avatar(name, id, extra = '') {
  return el('span', { class: `avatar ${extra}`, data: { hue: hueOf(id) }, 'aria-hidden': 'true' }, initial(name));
}

function initial(name) {
  const segments = [...(name ?? '').trim()];
  return (segments[0] ?? '?').toUpperCase();
}
