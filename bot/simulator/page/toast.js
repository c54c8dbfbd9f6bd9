// Short words that pass over a phone by themselves.

import { el } from './dom.js';

const SHOWN_FOR = 4200;

export function createToasts(side) {
  const root = el('div', { class: 'toasts', role: 'status', 'aria-live': 'polite', data: { testid: `toasts-${side}` } });
  return {
    root,
    show(text) {
      const toast = el('div', { class: 'toast' }, text);
      root.replaceChildren(toast);
      setTimeout(() => toast.remove(), SHOWN_FOR);
    },
  };
}
