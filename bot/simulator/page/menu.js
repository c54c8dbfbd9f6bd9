// The one pop-up menu: by pointer or by arrow keys, closed by Escape or a press beside it.

import { el } from './dom.js';
import { icon } from './icons.js';
import { drawnEmoji } from './text.js';
import { say } from './words.js';

const MARGIN = 8;
let closeOpenOne = null;

// `at` is an element or a point {x, y}; `items` are {label, icon, danger, onPick};
// `emoji`, when given, is {list, chosen, onPick}, shown as a row on top; `tiles` sets them side by side.
export function openMenu(at, { label, items, emoji = null, tiles = false }) {
  closeOpenOne?.();
  const opener = at instanceof Element ? at : document.activeElement;
  const entries = items.map((item) => menuItem(item, close));
  const root = el('div', { class: tiles ? 'menu tiles' : 'menu', role: 'menu', 'aria-label': label, data: { testid: 'menu' } },
    emoji && emojiRow(emoji, close), ...entries);
  document.body.append(root);
  place(root, at);
  root.addEventListener('keydown', move);
  document.addEventListener('pointerdown', closeBeside, true);
  window.addEventListener('resize', close);
  closeOpenOne = close;
  root.querySelector('[role^=menuitem]')?.focus({ preventScroll: true });

  function close() {
    if (closeOpenOne !== close) return;
    closeOpenOne = null;
    document.removeEventListener('pointerdown', closeBeside, true);
    window.removeEventListener('resize', close);
    const hadFocus = root.contains(document.activeElement);
    root.remove();
    if (hadFocus && opener?.isConnected) opener.focus({ preventScroll: true });
  }

  function closeBeside(event) {
    if (!root.contains(event.target)) close();
  }

  function move(event) {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...root.querySelectorAll('[role^=menuitem]')];
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
  }
}

function menuItem(item, close) {
  return el('button', {
    type: 'button', role: 'menuitem', tabindex: '-1', class: item.danger ? 'menu-item danger' : 'menu-item',
    on: { click: () => { close(); item.onPick(); } },
  }, icon(item.icon, 20), el('span', {}, item.label));
}

function emojiRow({ list, chosen, onPick }, close) {
  return el('div', { class: 'emoji-row', role: 'group', 'aria-label': say('reactions') }, ...list.map((sign) => el('button', {
    type: 'button', role: 'menuitemcheckbox', tabindex: '-1', class: 'emoji',
    'aria-checked': String(sign === chosen), 'aria-label': say('reactWith', { emoji: sign }),
    on: { click: () => { close(); onPick(sign === chosen ? null : sign); } },
  }, drawnEmoji(sign))));
}

function place(root, at) {
  const box = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y };
  const { offsetWidth: width, offsetHeight: height } = root;
  const below = box.bottom + height + MARGIN < window.innerHeight;
  const left = Math.min(box.left, window.innerWidth - width - MARGIN);
  const top = below ? box.bottom + 4 : Math.min(box.top, window.innerHeight) - height - 4;
  root.style.left = `${Math.max(MARGIN, left)}px`;
  root.style.top = `${Math.max(MARGIN, Math.min(top, window.innerHeight - height - MARGIN))}px`;
}
