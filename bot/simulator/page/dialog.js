// Questions that stop everything else: a small form, a confirmation, the bot's alert.

import { el } from './dom.js';
import { say } from './words.js';

// Resolves to {field name: value}, or null when the person thought better of it.
// A field is {name, label, value, options, optional}; with `options` ([value, shown][]) it is a list.
export function ask({ title, text = null, fields = [], confirm, danger = false }) {
  return new Promise((resolve) => {
    const inputs = new Map(fields.map((field) => [field.name, inputFor(field)]));
    const form = el('form', { on: { submit: finish } },
      ...fields.map((field) => el('label', { class: 'field' }, el('span', {}, field.label), inputs.get(field.name))),
      el('div', { class: 'dialog-buttons' },
        el('button', { type: 'button', class: 'plain', on: { click: () => dialog.close() } }, say('cancel')),
        el('button', { type: 'submit', class: danger ? 'filled danger' : 'filled' }, confirm)));
    const dialog = opened('dialog', title, text, form);
    let answer = null;
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });

    function finish(event) {
      event.preventDefault();
      answer = Object.fromEntries([...inputs].map(([name, input]) => [name, input.value.trim()]));
      const isShort = fields.some((field) => !field.optional && !answer[field.name]);
      if (isShort) answer = null;
      else dialog.close();
    }
  });
}

export function alertWith(text, title) {
  const ok = el('button', { type: 'button', class: 'filled', on: { click: () => dialog.close() } }, say('ok'));
  const dialog = opened('alertdialog', title, text, el('div', { class: 'dialog-buttons' }, ok));
  dialog.addEventListener('close', () => dialog.remove());
}

function opened(role, title, text, content) {
  const dialog = el('dialog', { role, 'aria-label': title, data: { testid: 'dialog' } },
    el('h2', { class: 'dialog-title' }, title), text && el('p', { class: 'dialog-text' }, text), content);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function inputFor({ value = '', options, optional }) {
  if (!options) return el('input', { type: 'text', value, required: !optional, maxlength: '128', autocomplete: 'off' });
  const list = el('select', {}, ...options.map(([code, shown]) => el('option', { value: code, lang: code }, shown)));
  list.value = value;
  return list;
}
