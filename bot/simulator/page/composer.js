// Where one writes: text, attachments, a reply or a correction. Keeps a draft for each place.

import { el, iconButton } from './dom.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { lineOf, nameOf, senderOf } from './text.js';
import { say } from './words.js';

const KINDS = [
  'photo', 'album', 'video', 'sticker', 'voice', 'video_note', 'animation', 'audio', 'document',
  'contact', 'location', 'venue', 'poll', 'dice', 'story',
];
const CAPTIONED = new Set(['photo', 'album', 'video', 'voice', 'animation', 'audio', 'document']);
const LONGEST = '4096'; // Bot API: characters in one message

// `calls` are {onWrite(text, replyTo), onEdit(messageId, text), onSend(kind, caption, replyTo), onEditLast()}.
export function createComposer(side, drafts, calls) {
  let place = '';
  let mode = null;

  const field = el('textarea', {
    rows: '1', maxlength: LONGEST, placeholder: say('composer'), 'aria-label': say('composer'),
    enterkeyhint: 'send', dir: 'auto', data: { testid: `composer-${side}` },
    on: { input: onInput, keydown: onKey },
  });
  const bar = el('div', { class: 'composer-mode', hidden: true });
  const send = iconButton(say('send'), icon('send'), submit, { class: 'send', data: { testid: `send-${side}` } });
  const attach = iconButton(say('attach'), icon('attach'), chooseKind,
    { 'aria-haspopup': 'menu', data: { testid: `attach-${side}` } });
  const root = el('div', { class: 'composer' }, bar, el('div', { class: 'composer-line' }, attach, field, send));

  function submit() {
    const text = field.value.trim();
    if (!text) return;
    if (mode?.kind === 'edit') calls.onEdit(mode.message.message_id, text);
    else calls.onWrite(text, replyTo());
    clear();
    field.focus({ preventScroll: true });
  }

  function chooseKind() {
    openMenu(attach, {
      label: say('attach'),
      tiles: true,
      items: KINDS.map((kind) => ({ label: say(kind), icon: kind, onPick: () => sendKind(kind) })),
    });
  }

  function sendKind(kind) {
    const caption = CAPTIONED.has(kind) && mode?.kind !== 'edit' ? field.value.trim() : '';
    calls.onSend(kind, caption, replyTo());
    if (caption || mode?.kind === 'reply') clear();
  }

  function replyTo() {
    return mode?.kind === 'reply' ? mode.message.message_id : null;
  }

  // Enter that ends a conversion (IME) reports isComposing, or 229 in older browsers.
  function onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && mode) {
      event.stopPropagation();
      setMode(null);
    } else if (event.key === 'ArrowUp' && !field.value) {
      if (calls.onEditLast()) event.preventDefault();
    }
  }

  function onInput() {
    if (mode?.kind !== 'edit') drafts.set(place, field.value);
    fit();
  }

  function setMode(next) {
    const wasEditing = mode?.kind === 'edit';
    mode = next;
    if (next?.kind === 'edit') field.value = next.message.text;
    else if (wasEditing) field.value = '';
    send.setAttribute('aria-label', say(next?.kind === 'edit' ? 'save' : 'send'));
    bar.hidden = !next;
    bar.replaceChildren(...(next ? modeLine(next) : []));
    fit();
    if (next) field.focus({ preventScroll: true });
  }

  function modeLine({ kind, message }) {
    const title = kind === 'edit' ? say('editing') : say('replyTo', { name: nameOf(senderOf(message)) });
    return [
      icon(kind, 20),
      el('span', { class: 'mode-words' }, el('strong', {}, title), el('span', {}, lineOf(message))),
      iconButton(say('stop'), icon('close', 20), () => { setMode(null); field.focus(); }),
    ];
  }

  function clear() {
    field.value = '';
    drafts.delete(place);
    setMode(null);
  }

  function fit() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 132)}px`;
    root.classList.toggle('has-text', field.value.trim() !== '');
  }

  return {
    root,
    field,
    reply: (message) => setMode({ kind: 'reply', message }),
    edit: (message) => setMode({ kind: 'edit', message }),
    restore(text) {
      if (!field.value) field.value = text;
      fit();
    },
    moveTo(nextPlace) {
      if (nextPlace === place) return;
      setMode(null);
      place = nextPlace;
      field.value = drafts.get(place) ?? '';
      fit();
    },
  };
}
