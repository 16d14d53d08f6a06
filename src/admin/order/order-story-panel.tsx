import { Flex, Typography } from '@strapi/design-system';
import { OrderTimeline } from './order-timeline';
import { PriceExplanation } from './price-explanation';
import { useOrderStory } from './use-order-story';

interface PanelContext {
  model: string;
  documentId?: string;
}

/** The panel 订单进展与价格 beside an order: what happened, and how every line came to its price. */
export function OrderStory({ model, documentId }: PanelContext) {
  if (model !== 'api::order.order' || documentId === undefined) return null;
  return { title: '订单进展与价格', content: <OrderStoryContent documentId={documentId} /> };
}

function OrderStoryContent({ documentId }: { documentId: string }) {
  const loading = useOrderStory(documentId);
  if (loading.state === 'loading') return <Typography textColor="neutral600">正在读取…</Typography>;
  if (loading.state === 'failed') return <Typography textColor="danger600">没有读到，请刷新页面</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={5} width="100%">
      <OrderTimeline entries={loading.story.timeline} />
      <PriceExplanation story={loading.story} />
    </Flex>
  );
}
