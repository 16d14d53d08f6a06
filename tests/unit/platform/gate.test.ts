import { Gate } from '../../../src/platform/gate';

const soon = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a gate', () => {
  it('lets in as many as its limit and makes the others wait their turn', async () => {
    const gate = new Gate(2, 1_000);
    const order: string[] = [];
    const enter = (name: string) => gate.enter().then((isIn) => order.push(`${name} ${isIn}`));
    void enter('a');
    void enter('b');
    void enter('c');
    void enter('d');
    await soon();
    expect(order).toEqual(['a true', 'b true']);
    expect(gate.size).toBe(4);
    gate.leave();
    await soon();
    expect(order).toEqual(['a true', 'b true', 'c true']);
    gate.leave();
    await soon();
    expect(order).toEqual(['a true', 'b true', 'c true', 'd true']);
  });

  it('turns away who has waited too long, and gives the place to the next one', async () => {
    const gate = new Gate(1, 10);
    await gate.enter();
    await expect(gate.enter()).resolves.toBe(false);
    const next = gate.enter();
    gate.leave();
    await expect(next).resolves.toBe(true);
  });

  it('has all its places again when everybody has left', async () => {
    const gate = new Gate(1, 1_000);
    await gate.enter();
    gate.leave();
    await expect(gate.enter()).resolves.toBe(true);
  });
});
