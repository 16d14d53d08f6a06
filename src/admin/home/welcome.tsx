import { Flex, Typography } from '@strapi/design-system';

const HINTS = [
  '商品、分类、积分规则等内容可以直接修改，保存后马上生效。',
  '订单、支付、积分流水由系统记录，只能查看，谁也不能手工改动。',
  '库存请在“库存”里打开一条记录，点“调整库存”按增减数量修改。',
  '金额一律以元填写，最多两位小数。',
];

/** What somebody new to the panel should know before the first click. */
export function Welcome() {
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={2}>
      {HINTS.map((hint) => (
        <Flex key={hint} tag="li" gap={2} alignItems="flex-start">
          <Typography textColor="success600" aria-hidden>
            ●
          </Typography>
          <Typography textColor="neutral800">{hint}</Typography>
        </Flex>
      ))}
    </Flex>
  );
}
