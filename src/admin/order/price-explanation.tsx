import { Divider, Flex, Typography } from '@strapi/design-system';
import { priceTag } from '../money/yuan-text';
import type { Story } from './use-order-story';

interface RowProps {
  label: string;
  /** Fen. */
  amount: number;
  isTotal?: boolean;
}

const Row = ({ label, amount, isTotal = false }: RowProps) => (
  <Flex justifyContent="space-between" gap={2}>
    <Typography variant="pi" fontWeight={isTotal ? 'bold' : 'regular'}>
      {label}
    </Typography>
    <Typography variant="pi" fontWeight={isTotal ? 'bold' : 'regular'}>
      {priceTag(amount)}
    </Typography>
  </Flex>
);

/** How every line of an order came to its price, in yuan, and what the order costs in all. */
export function PriceExplanation({ story }: { story: Story }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {story.items.map((item, index) => (
        <Line key={index} item={item} />
      ))}
      <Divider />
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Row label="商品金额" amount={story.itemsAmount} />
        {story.discountAmount === 0 ? null : <Row label="优惠合计" amount={-story.discountAmount} />}
        <Row label="运费" amount={story.freightAmount} />
        <Row label="应付合计" amount={story.payAmount} isTotal />
      </Flex>
    </Flex>
  );
}

function Line({ item }: { item: Story['items'][number] }) {
  const steps = item.priceExplanation;
  const paid = steps.filter(({ type }) => type !== 'refund').at(-1)?.after ?? 0;
  const refunds = steps.filter(({ type }) => type === 'refund');
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography fontWeight="semiBold">{[item.name, ...Object.values(item.specs)].join(' ')}</Typography>
      {steps
        .filter(({ type }) => type !== 'refund')
        .map((step, index) => (
          <Row key={index} label={step.label} amount={step.amount} />
        ))}
      <Row label="本行实付" amount={paid} isTotal />
      {refunds.map((step, index) => (
        <Row key={index} label={step.label} amount={step.amount} />
      ))}
    </Flex>
  );
}
