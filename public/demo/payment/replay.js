import { h, put } from '../lib/dom.js';
import { announce } from '../lib/events.js';
import { icon } from '../lib/icons.js';
import { button } from '../parts/button.js';
import { api } from '../server/api.js';
import { simulator } from '../server/simulator.js';

export const REPLAY_COMMAND = 'node scripts/replay-notification.mjs 10';
const TIMES = 10;

const ACCEPTED = [200, 204];

/** Sends the same payment notification ten times more, all at once, and shows that nothing changes. */
export function replayCard(notificationId) {
  const result = h('div', { class: 'replay-result', hidden: true });
  const replay = async () => {
    const before = await api.get('/me/points');
    const attempts = await simulator.resend(notificationId, TIMES);
    const after = await api.get('/me/points');
    const accepted = attempts.filter(({ httpStatus }) => ACCEPTED.includes(httpStatus)).length;
    const isSame = before.available === after.available;
    result.hidden = false;
    put(
      result,
      h('p', {}, h('b', {}, `${accepted} / ${attempts.length}`), ' 次重放得到成功应答'),
      h('p', {}, '积分 ', h('b', {}, String(before.available)), ' → ', h('b', {}, String(after.available))),
      h(
        'p',
        { class: isSame ? 'is-good' : 'is-bad' },
        icon(isSame ? 'check' : 'close'),
        isSame ? '没有重复入账' : '余额变了！',
      ),
    );
    announce('milestone', 'replayed');
  };
  return h(
    'section',
    { class: 'replay' },
    h('h3', {}, icon('replay'), '同一条通知重复到达，会怎样？'),
    button(`把这条支付通知并发重放 ${TIMES} 次`, replay, { kind: 'line' }),
    result,
    h('p', { class: 'replay-note' }, '也可以在项目目录的终端里运行：'),
    h('code', {}, REPLAY_COMMAND),
  );
}
