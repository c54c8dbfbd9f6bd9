// One message: a bubble with its sender, quote, text, media, reactions and buttons.

import { avatar, el, hueOf, iconButton } from './dom.js';
import { icon } from './icons.js';
import { isBare, mediaOf } from './media.js';
import { serviceLine } from './service.js';
import { drawnEmoji, formatted, lineOf, nameOf, senderOf } from './text.js';
import { clockTime, say } from './words.js';

const LONG_PRESS = 480;
const MOVED = 10; // pixels: beyond this a finger scrolls rather than presses

// `scene` says how the message stands among others and what to call when it is touched:
// {mine, named, first, last, viewer, waiting, knows, onMenu, onTap, onChoose, onCopy, onQuote,
// onCommand, onReact, nameOfId}
export function buildMessage(message, scene) {
  const told = serviceLine(message);
  const node = told ? servicePill(message, told) : spoken(message, scene);
  node.dataset.testid = 'message';
  node.dataset.messageId = message.message_id;
  return node;
}

function servicePill(message, told) {
  return el('div', { class: 'service', role: 'note', tabindex: '-1' }, el('span', {}, told));
}

function spoken(message, scene) {
  const sender = senderOf(message);
  const name = scene.mine ? say('you') : nameOf(sender);
  const time = clockTime(message.date);
  const classes = ['message', scene.mine ? 'mine' : 'theirs', scene.first && 'first', scene.last && 'last',
    isBare(message) && 'bare'];
  const node = el('article', {
    class: classes.filter(Boolean).join(' '), tabindex: '-1', 'aria-label': say('messageBy', { name, time }),
  },
  scene.named && el('div', { class: 'message-avatar' }, scene.last && avatar(nameOf(sender), sender.id, 'small')),
  el('div', { class: 'stack' },
    el('div', { class: 'bubble-line' },
      bubble(message, scene, sender, time),
      iconButton(say('messageMenu'), icon('more', 18), (event) => scene.onMenu(message, event.currentTarget, node),
        { class: 'message-more', tabindex: '-1', 'aria-haspopup': 'menu' })),
    reactions(message, scene),
    keyboard(message, scene)));
  listenForMenu(node, (at) => scene.onMenu(message, at, node));
  return node;
}

function bubble(message, scene, sender, time) {
  const words = message.text ?? message.caption;
  const media = mediaOf(message);
  return el('div', { class: media && !words ? 'bubble wordless' : 'bubble' },
    scene.named && scene.first && el('div', { class: 'sender', data: { hue: hueOf(sender.id) } }, nameOf(sender)),
    message.forward_origin && el('div', { class: 'forwarded' }, say('forwarded', { name: originOf(message) })),
    quote(message, scene),
    media,
    words && el('div', { class: 'words', dir: 'auto' },
      ...formatted(words, message.entities ?? message.caption_entities, scene.onCommand)),
    !words && !media && el('div', { class: 'words unknown' }, say('unknownMessage')),
    el('div', { class: 'stamp' },
      message.edit_date && el('span', { class: 'edited' }, say('edited')), el('time', {}, time)));
}

function originOf({ forward_origin: origin }) {
  return origin.sender_user_name ?? nameOf(origin.sender_user ?? origin.sender_chat ?? origin.chat);
}

function quote(message, scene) {
  const original = message.reply_to_message;
  if (!original || original.forum_topic_created) return null;
  const name = nameOf(senderOf(original));
  const line = scene.knows(original.message_id) ? lineOf(original) : say('deletedMessage');
  return el('button', {
    type: 'button', class: 'quote', data: { hue: hueOf(senderOf(original)?.id ?? 0), testid: 'quote' },
    title: say('quoteOf', { name }), on: { click: () => scene.onQuote(original.message_id) },
  }, el('span', { class: 'quote-name' }, name), el('span', { class: 'quote-line' }, line));
}

function reactions(message, scene) {
  const byEmoji = new Map();
  for (const { emoji, from_id: from } of message.reactions ?? []) {
    byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), from]);
  }
  if (byEmoji.size === 0) return null;
  const chips = [...byEmoji].map(([emoji, from]) => {
    const own = from.includes(scene.viewer.id);
    const names = from.map((id) => (id === scene.viewer.id ? say('you') : scene.nameOfId(id))).join('、');
    return el('button', {
      type: 'button', class: 'reaction', 'aria-pressed': String(own), data: { testid: 'reaction' },
      'aria-label': say('reactionBy', { emoji, count: from.length, names }), title: names,
      on: { click: () => scene.onReact(message, own ? null : emoji) },
    }, el('span', { 'aria-hidden': 'true' }, drawnEmoji(emoji)), from.length > 1 && el('span', { 'aria-hidden': 'true' }, String(from.length)));
  });
  return el('div', { class: 'reactions', role: 'group', 'aria-label': say('reactions') }, ...chips);
}

function keyboard(message, scene) {
  const markup = message.reply_markup;
  const rows = markup?.inline_keyboard ?? markup?.keyboard ?? [];
  if (rows.flat().length === 0) return null;
  let index = 0; // counted through all rows
  return el('div', { class: 'keyboard' }, ...rows.map((row) => el('div', { class: 'key-row' },
    ...row.map((button) => keyboardButton(button, index++, message, scene)))));
}

function keyboardButton(button, index, message, scene) {
  const { mark, onPress } = pressOf(button, index, message, scene);
  const isWaiting = scene.waiting === index;
  return el('button', {
    type: 'button', class: 'key', 'aria-busy': isWaiting && 'true', 'aria-disabled': onPress ? null : 'true',
    title: button.url, data: { testid: 'key' }, on: { click: () => !isWaiting && onPress?.() },
  },
  el('span', { class: 'key-words', dir: 'auto' }, button.text ?? button),
  isWaiting && el('span', { class: 'spinner', role: 'img', 'aria-label': say('waiting') }),
  !isWaiting && mark && icon(mark, 16));
}

function pressOf(button, index, message, scene) {
  if (message.reply_markup.keyboard) {
    return { mark: null, onPress: () => scene.onChoose(message, button.text ?? button) };
  }
  if (button.callback_data !== undefined) {
    return { mark: null, onPress: () => scene.onTap(message, index, button.callback_data) };
  }
  if (button.copy_text) return { mark: 'copy', onPress: () => scene.onCopy(button.copy_text.text) };
  if (/^https?:/i.test(button.url ?? '')) {
    return { mark: 'outside', onPress: () => window.open(button.url, '_blank', 'noopener,noreferrer') };
  }
  return { mark: button.url ? 'outside' : null, onPress: null };
}

// Long press, right click, the menu key and Enter all open the message's menu.
function listenForMenu(node, open) {
  let timer = null;
  let start = null;
  let wasLong = false;
  const stop = () => clearTimeout(timer);
  node.addEventListener('pointerdown', (event) => {
    wasLong = false;
    if (event.pointerType === 'mouse' || event.target.closest('.key, .reaction')) return;
    start = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => { wasLong = true; open(start); }, LONG_PRESS);
  });
  // Lifting the finger after a long press must not also press what lies beneath it.
  node.addEventListener('click', (event) => wasLong && event.stopPropagation(), true);
  node.addEventListener('pointermove', (event) => {
    if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > MOVED) stop();
  });
  for (const name of ['pointerup', 'pointercancel', 'pointerleave']) node.addEventListener(name, stop);
  node.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    stop();
    open(event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : node);
  });
  node.addEventListener('keydown', (event) => {
    if (event.target !== node || event.key !== 'Enter') return;
    event.preventDefault();
    open(node);
  });
}
