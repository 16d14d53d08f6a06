import { lookBackTo } from '../../../src/domain/settlement/look-back';

const timeZone = 'Asia/Shanghai';
const at = (text: string) => new Date(`${text}+08:00`);
/** Monday 2 March to Sunday 8 March 2026. */
const wednesday = at('2026-03-04T00:00:00');

describe('how far back a run of the settlement looks', () => {
  it.each<[string, Date | null, Date, Date | null]>([
    ['to where the last one has taken everything', at('2026-03-03T00:00:00'), wednesday, at('2026-03-03T00:00:00')],
    ['to the same place until the day is over', wednesday, wednesday, wednesday],
    ['through everything when nothing is known', null, wednesday, null],
    ['through everything in the first run of a week', at('2026-03-08T00:00:00'), at('2026-03-09T00:00:00'), null],
    ['through everything after weeks without a run', at('2026-02-04T00:00:00'), wednesday, null],
    ['through everything when the clock was ahead', at('2026-03-05T00:00:00'), wednesday, null],
  ])('is %s', (_title, takenUntil, next, since) => {
    expect(lookBackTo({ takenUntil, next, timeZone })).toEqual(since);
  });

  it('counts weeks by the calendar of the shop', () => {
    const [sunday, monday] = [new Date('2026-03-08T15:59:59Z'), new Date('2026-03-08T16:00:00Z')];
    expect(lookBackTo({ takenUntil: sunday, next: monday, timeZone })).toBeNull();
    expect(lookBackTo({ takenUntil: sunday, next: monday, timeZone: 'UTC' })).toEqual(sunday);
  });
});
