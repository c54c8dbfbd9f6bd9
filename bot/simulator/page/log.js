// The running list of messages: kept at its newest end unless the reader has scrolled up.

import { el, reconcile } from './dom.js';
import { icon } from './icons.js';
import { buildMessage } from './message.js';
import { serviceLine } from './service.js';
import { senderOf } from './text.js';
import { day, say } from './words.js';

const NEAR = 64; // pixels from the end that still count as reading the newest
const TOGETHER = 300; // seconds within which one sender's messages hang together
const PAGE = 200;

export function createLog(side, calls) {
  let shown = null;
  let isStuck = true;
  let endedAt = 0;
  let limit = PAGE;
  let newestId = 0;
  let active = null;

  const items = el('div', { class: 'log-items', role: 'log', 'aria-live': 'polite', data: { testid: `log-${side}` }, on: { keydown: onKey, focusin: remember } });
  const earlier = el('button', { type: 'button', class: 'earlier', hidden: true, on: { click: showEarlier } }, say('earlier'));
  const typing = el('div', { class: 'typing', hidden: true, 'aria-hidden': 'true', data: { testid: `typing-${side}` } }, el('i'), el('i'), el('i'));
  const empty = el('p', { class: 'empty-note', hidden: true });
  const scroller = el('div', { class: 'scroller', on: { scroll: onScroll } }, earlier, empty, items, typing);
  const pillWords = el('span');
  const pill = el('button', { type: 'button', class: 'newest', hidden: true, data: { testid: `newest-${side}` }, on: { click: toEnd } }, icon('down', 18), pillWords);
  const root = el('div', { class: 'log' }, scroller, pill);
  const observer = new ResizeObserver(onResize);
  observer.observe(scroller);
  observer.observe(items);
  document.addEventListener('visibilitychange', read);

  function update(next) {
    const isElsewhere = shown?.key !== next.key;
    if (isElsewhere) enter();
    shown = next;
    const messages = next.messages.slice(-limit);
    const arrivals = isElsewhere ? 0 : messages.filter((message) => message.message_id > newestId).length;
    const isOwn = arrivals > 0 && messages.at(-1).from?.id === next.viewer.id;
    // A whole history put in at once is not news to be read out.
    items.setAttribute('aria-busy', String(isElsewhere));
    items.setAttribute('aria-label', say('messages', { name: next.name }));
    if (next.tongue) items.lang = next.tongue;
    reconcile(items, rows(messages, next, isElsewhere ? Infinity : newestId));
    if (isElsewhere) queueMicrotask(() => items.setAttribute('aria-busy', 'false'));
    newestId = messages.at(-1)?.message_id ?? newestId;
    earlier.hidden = messages.length === next.messages.length;
    empty.hidden = messages.length > 0 || !next.emptyNote;
    empty.textContent = next.emptyNote ?? '';
    typing.hidden = !next.isTyping;
    keepOneTabStop();
    if (isAtEnd() || isOwn) toEnd();
    else if (arrivals > 0) offerNewest(say('newMessages'));
    read();
  }

  function enter() {
    isStuck = true;
    endedAt = 0;
    limit = PAGE;
    newestId = 0;
    active = null;
    pill.hidden = true;
  }

  function rows(messages, next, newAfter) {
    const known = new Set(next.messages.map((message) => message.message_id));
    const list = [];
    messages.forEach((message, index) => {
      const before = messages[index - 1];
      const date = day(message.date);
      if (!before || day(before.date) !== date) list.push(dayRow(date));
      const scene = {
        first: !belongs(before, message),
        last: !belongs(message, messages[index + 1]),
        waiting: calls.waitingOn(message.message_id),
        isAnswered: known.has(message.reply_to_message?.message_id),
        isNew: message.message_id > newAfter,
      };
      list.push(messageRow(message, scene, next));
    });
    return list;
  }

  function belongs(message, following) {
    if (!message || !following || serviceLine(message) || serviceLine(following)) return false;
    return senderOf(message).id === senderOf(following).id
      && following.date - message.date < TOGETHER
      && day(message.date) === day(following.date);
  }

  function messageRow(message, { first, last, waiting, isAnswered, isNew }, next) {
    return {
      key: `message-${message.message_id}`,
      parts: [message, first, last, waiting, isAnswered, next.viewer.id],
      build() {
        const mine = senderOf(message).id === next.viewer.id;
        const node = buildMessage(message, {
          ...calls, mine, first, last, waiting, viewer: next.viewer,
          named: next.isGroup && !mine, knows: () => isAnswered, onQuote: goTo,
        });
        if (isNew) node.classList.add('arrives');
        return node;
      },
    };
  }

  function goTo(id) {
    const isBefore = shown.messages.findIndex((message) => message.message_id === id);
    if (isBefore < 0) return;
    limit = Math.max(limit, shown.messages.length - isBefore);
    isStuck = false;
    update(shown);
    const node = items.querySelector(`[data-message-id="${Number(id)}"]`);
    node.scrollIntoView({ block: 'center' });
    node.classList.remove('arrives', 'found');
    requestAnimationFrame(() => node.classList.add('found'));
    node.focus({ preventScroll: true });
  }

  function showEarlier() {
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    limit += PAGE;
    isStuck = false;
    update(shown);
    scroller.scrollTop = scroller.scrollHeight - fromEnd;
  }

  function onScroll() {
    isStuck = distance() < NEAR;
    if (isStuck) {
      pill.hidden = true;
      read();
    } else if (pill.hidden) {
      offerNewest('');
    }
  }

  function offerNewest(words) {
    pillWords.textContent = words;
    pill.setAttribute('aria-label', words || say('toNewest'));
    pill.hidden = false;
  }

  function toEnd() {
    isStuck = true;
    pill.hidden = true;
    scroller.scrollTop = scroller.scrollHeight;
    endedAt = scroller.scrollTop;
  }

  // The scroll event comes a frame late; the position itself tells at once that the reader went up.
  function isAtEnd() {
    if (scroller.scrollTop < endedAt - NEAR && distance() >= NEAR) isStuck = false;
    return isStuck;
  }

  function distance() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  }

  function onResize() {
    if (scroller.clientHeight === 0) endedAt = 0;
    else if (isAtEnd()) toEnd();
  }

  function read() {
    const isSeen = root.offsetParent !== null && document.visibilityState === 'visible';
    if (isSeen && isStuck) calls.onRead();
  }

  function messageNodes() {
    return [...items.querySelectorAll('[data-message-id]')];
  }

  function remember(event) {
    if (!event.target.dataset.messageId) return;
    active = event.target.dataset.messageId;
    keepOneTabStop();
  }

  // The whole log is one stop of the Tab key; arrows move within it.
  function keepOneTabStop() {
    const nodes = messageNodes();
    const chosen = nodes.find((node) => node.dataset.messageId === active) ?? nodes.at(-1);
    for (const node of nodes) node.tabIndex = node === chosen ? 0 : -1;
  }

  function onKey(event) {
    const nodes = messageNodes();
    const at = nodes.indexOf(event.target);
    if (at < 0) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: nodes.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    nodes[Math.max(0, Math.min(to, nodes.length - 1))].focus();
  }

  return { root, update, stick: toEnd };
}

function dayRow(date) {
  return {
    key: `day-${date}`, parts: [date],
    build: () => el('div', { class: 'day' }, el('span', {}, date)),
  };
}
