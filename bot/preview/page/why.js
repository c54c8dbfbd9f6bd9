// Why the text that was typed last went where it went, and what may be changed so that it does not.

import { el } from '../dom.js';

const REASONS = {
  known: ({ title }) => `聞き方やボタンと同じか、とてもよく似ています${title && `（${title}）`}。`,
  sure: ({ title, enough }) => `「${title}」のことだと見て、答えました（${enough} % から、すぐに答えます）。`,
  unsure: ({ enough }) => `${enough} % に届くものがないので、答えずに候補を見せました。`,
  none: () => 'どのページのことでもなさそうなので、答えませんでした。',
  person: () => '人につなぐ途中なので、どのページのことかは見ません。窓口の人への言葉として受け取ります。',
  unlearnt: () => '言い方をまだ覚えているところです。いまは、聞き方（asked as）に似たものだけに答えます。',
};

export function createWhy() {
  const root = el('section', { class: 'why', hidden: true, 'aria-label': '打った文の行き先', data: { testid: 'why' } });
  return {
    root,
    show(told) {
      root.hidden = !told;
      root.replaceChildren(...(told ? parts(told) : []));
    },
  };
}

function parts(told) {
  return [
    el('h2', {}, `「${told.text}」`),
    el('p', {}, REASONS[told.reason](told)),
    el('div', { class: 'reasons' },
      list('どのページのことか', told.shares.map(({ title, share }) => [title || 'どれでもない', share])),
      list('似ている言い方', told.near.map(({ phrase, title, alike }) => [`${phrase}（${title || 'どれでもない'}）`, alike]))),
  ];
}

function list(heading, rows) {
  return rows.length > 0 && el('div', {}, el('h3', {}, heading),
    el('ul', {}, ...rows.map(([words, percent]) => el('li', {},
      el('span', {}, words), el('meter', { min: 0, max: 100, value: percent }), el('b', {}, `${percent} %`)))));
}
