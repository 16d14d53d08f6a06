import { Divider, Flex, Typography } from '@strapi/design-system';
import { useReport } from './use-report';

interface Preview {
  points: number;
  rules: { documentId: string; name: string; points: number; sentences: string[] }[];
}

/** The points of an imagined event, and for every rule of its scene the steps that led there or the reason why not. */
export function AwardReasons({ query }: { query: string }) {
  const loading = useReport<Preview>(`/shop/points-rules/preview?${query}`);
  if (loading.state === 'loading') return <Typography textColor="neutral600">正在计算…</Typography>;
  if (loading.state === 'failed') return <Typography textColor="danger600">没有算出来，请稍后再试</Typography>;
  const { points, rules } = loading.report;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="beta" tag="p">
        共得 {points} 积分
      </Typography>
      <Divider />
      {rules.length === 0 && <Typography textColor="neutral600">这个场景还没有积分规则</Typography>}
      {rules.map((rule) => (
        <Flex key={rule.documentId} direction="column" alignItems="stretch" gap={1}>
          <Flex justifyContent="space-between" gap={2}>
            <Typography fontWeight="semiBold">{rule.name}</Typography>
            <Typography fontWeight="semiBold" textColor={rule.points > 0 ? 'success600' : 'neutral600'}>
              {rule.points > 0 ? `+${String(rule.points)}` : '不发放'}
            </Typography>
          </Flex>
          {rule.sentences.map((sentence) => (
            <Typography key={sentence} variant="pi" textColor="neutral600">
              {sentence}
            </Typography>
          ))}
        </Flex>
      ))}
    </Flex>
  );
}
