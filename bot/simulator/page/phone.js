// The frame both phones share: a caption with the people who may hold it, and the device below.

import { addPerson } from './api.js';
import { ask } from './dialog.js';
import { avatar, el, iconButton, reconcile } from './dom.js';
import { icon } from './icons.js';
import { changed, peopleOf } from './state.js';
import { createToasts } from './toast.js';
import { LANGUAGES, language, say } from './words.js';

// `texts` are {heading, people, add} in the reader's language; `unreadFor(person)` is a number.
export function createPhone(store, side, texts, unreadFor) {
  const toasts = createToasts(side);
  let inView = null;
  const headingId = `${side}-heading`;
  const chips = el('div', { class: 'chips', role: 'group', 'aria-label': texts.people, data: { testid: `people-${side}` } });
  const add = iconButton(texts.add, icon('plus', 18), addOne, { class: 'chip-add', data: { testid: `add-${side}` } });
  const screen = el('div', { class: 'screen' });
  const root = el('section', {
    class: 'phone', id: `phone-${side}`, 'aria-labelledby': headingId, data: { side, testid: `phone-${side}` },
  },
  el('header', { class: 'caption' }, el('h2', { id: headingId }, texts.heading), chips, add),
  el('div', { class: 'device' }, screen, toasts.root));

  async function addOne() {
    const answer = await ask({
      title: texts.add,
      confirm: say('add'),
      fields: [
        { name: 'name', label: say('name') },
        { name: 'language', label: say('tongue'), options: LANGUAGES, value: language() },
      ],
    });
    if (!answer) return;
    try {
      const person = await addPerson(answer.name, side, answer.language);
      choose(person);
    } catch (problem) {
      toasts.show(say('failed', { reason: problem.message }));
    }
  }

  function choose(person) {
    store.people.set(person.id, { ...person, role: side });
    store.view[side] = person.id;
    changed(store);
  }

  function update() {
    reconcile(chips, peopleOf(store, side).map((person) => chipFor(person)));
    if (inView === store.view[side]) return;
    inView = store.view[side];
    chips.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function chipFor(person) {
    const isChosen = store.view[side] === person.id;
    const unread = isChosen ? 0 : unreadFor(person);
    return {
      key: person.id,
      parts: [person.name, isChosen, unread > 0],
      build: () => el('button', {
        type: 'button', class: 'chip', 'aria-pressed': String(isChosen), data: { testid: 'person', personId: person.id },
        on: { click: () => { store.view[side] = person.id; changed(store); } },
      }, avatar(person.name, person.id, 'tiny'), el('span', { class: 'chip-name' }, person.name), unread > 0 && unreadDot(unread)),
    };
  }

  return { root, screen, toasts, update };
}

export function unreadDot(count) {
  return el('span', { class: 'dot' }, el('span', { class: 'unseen' }, say('unread', { count })));
}
