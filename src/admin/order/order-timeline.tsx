import { Flex, Typography } from '@strapi/design-system';
import { momentText } from '../list/moment-text';
import type { Story } from './use-order-story';

const ACTORS = new Map([
  ['user', '顾客'],
  ['staff', '店员'],
  ['system', '系统'],
  ['wechat', '微信'],
]);

/** What happened to an order, oldest first. */
export function OrderTimeline({ entries }: { entries: Story['timeline'] }) {
  if (entries.length === 0) return <Typography textColor="neutral600">还没有记录</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {entries.map((entry, index) => (
        <Flex key={index} direction="column" alignItems="stretch" gap={1}>
          <Typography fontWeight="semiBold">{entry.title}</Typography>
          <Typography variant="pi" textColor="neutral600">
            {[momentText(new Date(entry.at)), entry.actor ?? ACTORS.get(entry.actorType)].filter(Boolean).join(' · ')}
          </Typography>
          {entry.note === null ? null : <Typography variant="pi">{entry.note}</Typography>}
        </Flex>
      ))}
    </Flex>
  );
}
