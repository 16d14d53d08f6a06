import { Flex, Typography } from '@strapi/design-system';
import { momentText } from '../list/moment-text';
import { useStory } from '../story/use-story';

interface PanelContext {
  model: string;
  documentId?: string;
}

interface Story {
  levelName: string | null;
  growth: number;
  /** A day; null: nothing to evaluate. */
  evaluatedOn: string | null;
  points: { available: number; frozen: number; total: number; used: number };
  invitations: { invited: number; paid: number; pointsAwarded: number };
  growthRecords: { change: number; growthAfter: number; description: string; orderNo: string | null; at: string }[];
}

/** The panel 会员档案 beside a user: where the member stands, and how the growth came about. */
export function MemberStory({ model, documentId }: PanelContext) {
  if (model !== 'plugin::users-permissions.user' || documentId === undefined) return null;
  return { title: '会员档案', content: <MemberStoryContent documentId={documentId} /> };
}

function MemberStoryContent({ documentId }: { documentId: string }) {
  const loading = useStory<Story>(`/shop/members/${documentId}/story`);
  if (loading.state === 'loading') return <Typography textColor="neutral600">正在读取…</Typography>;
  if (loading.state === 'failed') return <Typography textColor="danger600">没有读到，请刷新页面</Typography>;
  const { story } = loading;
  return (
    <Flex direction="column" alignItems="stretch" gap={5} width="100%">
      <Standing story={story} />
      <GrowthRecords records={story.growthRecords} />
    </Flex>
  );
}

function Standing({ story }: { story: Story }) {
  const { points, invitations } = story;
  const facts = [
    ['会员等级', story.levelName ?? '无'],
    ['成长值', String(story.growth)],
    ['下次评估', story.evaluatedOn ?? '不需要'],
    ['可用积分', String(points.available)],
    ['冻结积分', String(points.frozen)],
    ['累计获得', String(points.total)],
    ['累计使用', String(points.used)],
    ['邀请好友', `${String(invitations.invited)} 人，${String(invitations.paid)} 人已付款`],
    ['邀请所得积分', String(invitations.pointsAwarded)],
  ] as const;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {facts.map(([name, value]) => (
        <Flex key={name} justifyContent="space-between" gap={2}>
          <Typography textColor="neutral600">{name}</Typography>
          <Typography fontWeight="semiBold">{value}</Typography>
        </Flex>
      ))}
    </Flex>
  );
}

/** The last changes of the growth, newest first; all of them stand among the growth records. */
function GrowthRecords({ records }: { records: Story['growthRecords'] }) {
  if (records.length === 0) return <Typography textColor="neutral600">还没有成长值记录</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {records.map((record, index) => (
        <Flex key={index} direction="column" alignItems="stretch" gap={1}>
          <Typography fontWeight="semiBold">
            {`${record.change > 0 ? '+' : ''}${String(record.change)} → ${String(record.growthAfter)}`}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {[momentText(new Date(record.at)), record.description, record.orderNo].filter(Boolean).join(' · ')}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
}
