// What is wrong with the files, each where it is; the serious ones open, the others at a press.

import { el } from '../dom.js';

export function createMistakes() {
  const root = el('div', { class: 'mistakes', data: { testid: 'mistakes' } });
  return {
    root,
    show(state) {
      const serious = state.mistakes.filter((each) => each.severity === 'serious');
      const others = state.mistakes.filter((each) => each.severity !== 'serious');
      const isOpen = root.querySelector('details')?.open ?? false;
      root.replaceChildren(
        ...(serious.length > 0 ? [seriousOnes(serious, state.flows.length > 0)] : []),
        ...(others.length > 0 ? [el('details', { open: isOpen },
          el('summary', {}, `注意と参考（${others.length}）`), list(others))] : []),
      );
    },
  };
}

function seriousOnes(mistakes, isPlaying) {
  const note = isPlaying ? '前の文のまま動いています。直して保存すると、新しい文になります。' : '直して保存すると、動きはじめます。';
  return el('section', { class: 'serious', role: 'alert' },
    el('h2', {}, `直す所が ${mistakes.length} か所あります`), el('p', {}, note), list(mistakes));
}

function list(mistakes) {
  return el('ul', {}, ...mistakes.map((each) => el('li', {},
    el('b', {}, `${each.file} の ${each.line} 行目`),
    each.source.trim() && el('code', {}, each.source.trimEnd()),
    el('span', {}, each.words))));
}
