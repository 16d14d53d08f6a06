import { h } from '../lib/dom.js';
import { shortTime } from '../lib/format.js';
import { button } from '../parts/button.js';
import { emptyState } from '../parts/states.js';
import { api } from '../server/api.js';

const messageLine = (message) =>
  h(
    'li',
    { class: `message ${message.isRead ? '' : 'is-unread'}` },
    h('header', {}, h('b', {}, message.title), h('time', {}, shortTime(message.createdAt))),
    h('p', {}, message.content),
  );

async function render({ redraw }) {
  const messages = await api.get('/me/messages?limit=50');
  if (messages.length === 0) return { body: emptyState('还没有消息') };
  const readAll = async () => {
    await api.post('/me/messages/read-all');
    await redraw();
  };
  const hasUnread = messages.some((message) => !message.isRead);
  const actions = hasUnread ? h('div', { class: 'action-bar' }, button('全部已读', readAll, { kind: 'line' })) : null;
  return { body: h('ul', { class: 'messages' }, messages.map(messageLine)), actions };
}

export const messagesPage = { path: '/messages', title: '消息', needsSession: true, render };
