// The centred lines: what happened to a topic or a group, told in the reader's language.

import { lineOf, nameOf, senderOf } from './text.js';
import { say } from './words.js';

const TOLD = {
  forum_topic_created: (created) => say('topicCreated', { name: created.name }),
  forum_topic_closed: (_, name) => say('topicClosed', { name }),
  forum_topic_reopened: (_, name) => say('topicReopened', { name }),
  forum_topic_edited: (edited) => (edited.name ? say('topicRenamed', { name: edited.name }) : say('topicChanged')),
  general_forum_topic_hidden: (_, name) => say('topicClosed', { name }),
  general_forum_topic_unhidden: (_, name) => say('topicReopened', { name }),
  pinned_message: (pinned, name) => say('pinned', { name, text: shortened(lineOf(pinned)) }),
  new_chat_members: (members) => say('joined', { name: members.map(nameOf).join('、') }),
  left_chat_member: (member) => say('left', { name: nameOf(member) }),
  migrate_to_chat_id: () => say('migrated'),
  migrate_from_chat_id: () => say('migrated'),
};

// The sentence of a service message, or null for an ordinary one.
export function serviceLine(message) {
  const kind = Object.keys(TOLD).find((name) => message[name] !== undefined && message[name] !== null);
  return kind ? TOLD[kind](message[kind], nameOf(senderOf(message))) : null;
}

const SHORT = 40;

function shortened(line) {
  const letters = [...line];
  return letters.length > SHORT ? `${letters.slice(0, SHORT).join('')}…` : line;
}
