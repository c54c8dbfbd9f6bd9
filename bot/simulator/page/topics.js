// The list of topics: the newest on top, with its last line and how much is unread.

import { el, hueOf, reconcile } from './dom.js';
import { icon } from './icons.js';
import { serviceLine } from './service.js';
import { GENERAL, isToday, isTyping, messagesIn, openTopics, unreadIn } from './state.js';
import { lineOf, nameOf, senderOf } from './text.js';
import { clockTime, say, shortDay } from './words.js';

// `calls` are {onOpen(thread id), onMenu(topic, place)}.
export function createTopicList(store, calls) {
  const list = el('ul', { class: 'topics', 'aria-label': say('topics'), data: { testid: 'topics' } });
  const root = el('div', { class: 'topics-panel' }, list);

  function update(person) {
    const rows = [null, ...openTopics(store)].map((topic) => describe(topic, person));
    const [general, ...others] = rows;
    others.sort((one, other) => (other.last?.date ?? 0) - (one.last?.date ?? 0) || other.order - one.order);
    reconcile(list, [general, ...others].map(rowFor));
  }

  function describe(topic, person) {
    const thread = topic?.thread_id ?? GENERAL;
    const last = messagesIn(store, store.group.id, thread).at(-1);
    return {
      topic,
      thread,
      last,
      order: last?.message_id ?? thread,
      unread: unreadIn(store, person, store.group.id, thread),
      isTyping: isTyping(store, store.group.id, thread),
      person,
    };
  }

  function rowFor(row) {
    return {
      key: `topic-${row.thread}`,
      parts: [row.topic, row.last, row.unread, row.isTyping, row.person.id],
      build: () => topicRow(row),
    };
  }

  function topicRow({ topic, thread, last, unread, isTyping: typingNow, person }) {
    const button = el('button', {
      type: 'button', class: 'topic', data: { testid: 'topic', threadId: thread },
      on: { click: () => calls.onOpen(thread), contextmenu: (event) => menu(event, topic, button) },
    },
    topicSign(topic),
    el('span', { class: 'topic-words' },
      el('span', { class: 'topic-head' },
        el('span', { class: 'topic-name' }, topicName(topic)),
        topic?.closed && el('span', { class: 'topic-closed' }, icon('lock', 14), el('span', { class: 'unseen' }, say('closed'))),
        last && el('time', { class: 'topic-time' }, timeOf(last))),
      el('span', { class: 'topic-foot' },
        el('span', { class: 'topic-line' }, typingNow ? say('typing') : lineUnder(last, person)),
        unread > 0 && el('span', { class: 'badge' },
          el('span', { 'aria-hidden': 'true' }, unread > 99 ? '99+' : String(unread)),
          el('span', { class: 'unseen' }, say('unread', { count: unread }))))));
    return el('li', {}, button);
  }

  function timeOf(message) {
    return isToday(store, message.date) ? clockTime(message.date) : shortDay(message.date);
  }

  function menu(event, topic, button) {
    event.preventDefault();
    calls.onMenu(topic, event.clientX ? { x: event.clientX, y: event.clientY } : button);
  }

  return {
    root,
    update,
    focus: (thread) => list.querySelector(`[data-thread-id="${Number(thread)}"]`)?.focus({ preventScroll: true }),
  };
}

function lineUnder(message, person) {
  if (!message) return '';
  const told = serviceLine(message);
  if (told) return told;
  const sender = senderOf(message);
  const name = sender.id === person.id ? say('you') : nameOf(sender);
  return `${name}: ${lineOf(message)}`;
}

export function topicName(topic) {
  return topic ? topic.name : say('general');
}

export function topicSign(topic) {
  if (!topic) return el('span', { class: 'topic-sign general', 'aria-hidden': 'true' }, icon('hash', 20));
  return el('span', { class: 'topic-sign', data: { hue: hueOf(topic.thread_id) }, 'aria-hidden': 'true' },
    [...topic.name.trim()][0] ?? '?');
}
