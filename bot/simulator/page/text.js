// A message's text with its entities, as nodes. Entity offsets count UTF-16 units, as JavaScript does.

import { el } from './dom.js';
import { say } from './words.js';

const TAGS = {
  bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre',
  blockquote: 'blockquote', expandable_blockquote: 'blockquote',
};

// `onCommand` is called with a bot command that was tapped.
export function formatted(text, entities = [], onCommand = null) {
  const inside = entities
    .filter((entity) => entity.length > 0)
    .toSorted((one, other) => one.offset - other.offset || other.length - one.length);
  return between(text, 0, text.length, inside, onCommand);
}

// Entities may be nested: each one takes those that begin within it.
function between(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    const within = others.filter((other) => other.offset < to);
    rest = others.filter((other) => other.offset >= to);
    if (from >= to) continue;
    nodes.push(text.slice(at, from));
    nodes.push(dressed(entity, text.slice(from, to), between(text, from, to, within, onCommand), onCommand));
    at = to;
  }
  nodes.push(text.slice(at, end));
  return nodes.filter((node) => node !== '');
}

function dressed(entity, raw, children, onCommand) {
  if (entity.type in TAGS) return el(TAGS[entity.type], {}, ...children);
  if (entity.type === 'spoiler') return spoiler(children);
  if (entity.type === 'bot_command' && onCommand) {
    return el('button', { type: 'button', class: 'command', on: { click: () => onCommand(raw) } }, raw);
  }
  // A link is shown, not followed: the hosts in a rehearsal may be invented.
  return el('span', { class: 'link', title: entity.url }, ...children);
}

function spoiler(children) {
  const hidden = el('span', { class: 'spoiler-text', 'aria-hidden': 'true' }, ...children);
  const cover = el('span', {
    class: 'spoiler', role: 'button', tabindex: '0', 'aria-label': say('reveal'),
    on: { click: reveal, keydown: (event) => event.key === 'Enter' && reveal(event) },
  }, hidden);
  function reveal(event) {
    event.stopPropagation();
    cover.replaceWith(...children);
  }
  return cover;
}

// One line that stands for a message: in the topic list, in a quote, in a pin.
export function lineOf(message) {
  const words = message.text ?? message.caption;
  if (words) return words.replace(/\s+/g, ' ').trim();
  const kind = KINDS.find((name) => message[name]);
  if (!kind) return say('serviceMessage');
  if (kind === 'sticker') return `${message.sticker.emoji ?? ''} ${say('sticker')}`.trim();
  if (kind === 'dice') return `${message.dice.emoji ?? '🎲'} ${message.dice.value ?? ''}`.trim();
  return say(kind);
}

// `animation` comes before `document` and `venue` before `location`: such messages carry both.
export const KINDS = [
  'photo', 'animation', 'video', 'video_note', 'voice', 'audio', 'sticker', 'document', 'contact',
  'venue', 'location', 'poll', 'dice', 'story',
];

export function nameOf(person) {
  if (!person) return '';
  return person.first_name ?? person.title ?? person.name ?? '';
}

export function senderOf(message) {
  return message.sender_chat ?? message.from ?? message.chat;
}

// Some reactions are plain signs in the Bot API and need a selector to be drawn in colour.
export function drawnEmoji(emoji) {
  return /^[\u2600-\u27BF]$/.test(emoji) ? `${emoji}\uFE0F` : emoji;
}
