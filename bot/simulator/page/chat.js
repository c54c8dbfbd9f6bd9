// A place where messages are read and written: a visitor's chat or one topic of the group.

import { act } from './api.js';
import { createComposer } from './composer.js';
import { el } from './dom.js';
import { createLog } from './log.js';
import { openMenu } from './menu.js';
import { isTyping, markRead, messagesIn, nameOfId, placeKey, viewer } from './state.js';
import { say } from './words.js';

const EMOJI = ['👍', '❤', '🙏', '🥰', '👏', '😢', '🎉', '🤔']; // all of them on the Bot API's list
const TAP_GIVES_UP = 10000; // the bot never answered the press; stop the sign of waiting

// `emptyNote` is shown while there are no messages; `foot` takes the composer's place when given.
export function createChat(store, side, toasts) {
  let place = null;
  const waiting = new Map();

  const log = createLog(side, {
    nameOfId: (id) => nameOfId(store, id),
    waitingOn: (id) => waiting.get(id),
    onRead: () => place && markRead(store, place.viewer, place.chatId, place.thread),
    onMenu: messageMenu,
    onReact: (message, emoji) => perform('react', { message_id: message.message_id, emoji }),
    onCommand: (command) => perform('write', { text: command }),
    onTap: tap,
    onChoose: (message, words) => perform('tap', { message_id: message.message_id, data: words }),
    onCopy: copy,
  });
  const composer = createComposer(side, store.drafts, {
    onWrite: write,
    onEdit: (id, text) => perform('edit', { message_id: id, text }),
    onSend: send,
    onEditLast: editLast,
  });
  const foot = el('div', { class: 'chat-foot', hidden: true });
  const root = el('div', { class: 'chat' }, log.root, foot, composer.root);

  async function perform(name, details = {}) {
    const where = place ? { chat: place.chatId, ...(place.thread ? { thread: place.thread } : {}) } : {};
    try {
      await act(viewer(store, side), name, { ...where, ...details });
      return true;
    } catch (problem) {
      toasts.show(say('failed', { reason: problem.message }));
      return false;
    }
  }

  async function write(text, replyTo) {
    log.stick();
    const isDone = await perform('write', { text, ...(replyTo ? { reply_to: replyTo } : {}) });
    if (!isDone) composer.restore(text);
  }

  function send(kind, caption, replyTo) {
    log.stick();
    const details = { ...(caption ? { caption } : {}), ...(replyTo ? { reply_to: replyTo } : {}) };
    if (kind === 'album') return perform('album', { ...details, kinds: ['photo', 'photo', 'photo'] });
    return perform('send', { ...details, kind });
  }

  async function tap(message, index, data) {
    const id = message.message_id;
    waiting.set(id, index);
    update();
    setTimeout(() => settle(id), TAP_GIVES_UP);
    if (!(await perform('tap', { message_id: id, data }))) settle(id);
  }

  function settle(id) {
    if (waiting.delete(id)) update();
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toasts.show(say('copied'));
    } catch (problem) {
      toasts.show(say('failed', { reason: problem.message }));
    }
  }

  function editLast() {
    const own = messagesIn(store, place.chatId, place.thread).findLast((message) => canEdit(message));
    if (own) composer.edit(own);
    return Boolean(own);
  }

  function canEdit(message) {
    return message.from?.id === place.viewer.id && message.text !== undefined;
  }

  function messageMenu(message, at, node) {
    const words = message.text ?? message.caption;
    const entries = [
      { label: say('reply'), icon: 'reply', onPick: () => composer.reply(message) },
      canEdit(message) && { label: say('edit'), icon: 'edit', onPick: () => composer.edit(message) },
      words && { label: say('copy'), icon: 'copy', onPick: () => copy(words) },
      side === 'staff' && { label: say('pin'), icon: 'pin', onPick: () => perform('pin', { message_id: message.message_id }) },
      { label: say('remove'), icon: 'remove', danger: true, onPick: () => perform('delete', { message_id: message.message_id }) },
    ];
    const own = (message.reactions ?? []).find((reaction) => reaction.from_id === place.viewer.id);
    node.focus({ preventScroll: true });
    openMenu(at, {
      label: say('messageMenu'),
      items: entries.filter(Boolean),
      emoji: {
        list: EMOJI,
        chosen: own?.emoji,
        onPick: (emoji) => perform('react', { message_id: message.message_id, emoji }),
      },
    });
  }

  function update() {
    if (!place) return;
    log.update({
      key: placeKey(place.viewer.id, placeKey(place.chatId, place.thread)),
      viewer: place.viewer,
      isGroup: side === 'staff',
      messages: messagesIn(store, place.chatId, place.thread),
      isTyping: isTyping(store, place.chatId, place.thread),
      name: place.name,
      tongue: place.tongue,
      emptyNote: place.emptyNote,
    });
    drawFoot();
  }

  function drawFoot() {
    const hadFocus = foot.contains(document.activeElement);
    foot.hidden = !place.foot;
    if (foot.firstChild !== (place.foot ?? null)) foot.replaceChildren(...(place.foot ? [place.foot] : []));
    composer.root.hidden = Boolean(place.foot && !place.footBeside);
    // The button that was pressed is gone; what comes next is to write.
    if (hadFocus && !place.foot) composer.field.focus({ preventScroll: true });
  }

  return {
    root,
    composer,
    perform,
    // `next` is {viewer, chatId, thread, name, tongue, emptyNote, foot, footBeside}, or null for nowhere.
    show(next) {
      place = next;
      root.hidden = !next;
      if (!next) return;
      composer.moveTo(placeKey(next.viewer.id, placeKey(next.chatId, next.thread)));
      update();
    },
    settleAll() {
      if (waiting.size === 0) return;
      waiting.clear();
      update();
    },
  };
}
