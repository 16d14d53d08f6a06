/** WeChat's delivery ids of the carriers that shops here use, with the names that staff type. */
const CARRIERS: Readonly<Record<string, readonly string[]>> = {
  SF: ['顺丰', '顺丰速运', '顺丰快递'],
  ZTO: ['中通', '中通快递'],
  YTO: ['圆通', '圆通速递', '圆通快递'],
  STO: ['申通', '申通快递'],
  YD: ['韵达', '韵达速递', '韵达快递'],
  JTSD: ['极兔', '极兔速递', '极兔快递'],
  JD: ['京东', '京东物流', '京东快递'],
  EMS: ['邮政特快', '邮政EMS', '中国邮政速递物流'],
  YZPY: ['邮政', '中国邮政', '邮政快递包裹', '邮政快递'],
  DBL: ['德邦', '德邦快递', '德邦物流'],
  ZJS: ['宅急送'],
  UC: ['优速', '优速快递'],
  FWX: ['丰网', '丰网速运'],
  DNWL: ['丹鸟', '丹鸟物流', '菜鸟直送', '菜鸟速递'],
  HTKY: ['百世', '百世快递'],
  TTKDEX: ['天天', '天天快递'],
  DHL: [],
};

const normalised = (name: string): string => name.replace(/[\s（）()·-]/g, '').toUpperCase();

const idsByName = new Map(
  Object.entries(CARRIERS).flatMap(([id, names]) => [id, ...names].map((name) => [normalised(name), id] as const)),
);

/** WeChat's id of a carrier by its id or Chinese name, however it is spaced; null when it is not known here. */
export function carrierIdOf(name: string): string | null {
  return idsByName.get(normalised(name)) ?? null;
}

/** What people call a carrier that is known by its id; anything else is called what it was typed as. */
export function carrierName(carrier: string): string {
  const names = CARRIERS[carrier.toUpperCase()];
  return names?.[1] ?? names?.[0] ?? carrier;
}
