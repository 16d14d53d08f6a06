import { Box, Flex, Typography } from '@strapi/design-system';
import { priceTag } from '../money/yuan-text';
import { useReport } from './use-report';

interface Liability {
  points: number;
  /** Fen. */
  amount: number;
}

interface Report {
  pointsPerYuan: number;
  outstanding: Liability;
  available: Liability;
  frozen: Liability;
  debt: Liability;
  months: (Liability & { month: string | null })[];
}

const SUMS = [
  ['outstanding', '未使用的积分'],
  ['available', '其中可用'],
  ['frozen', '其中冻结（未付款订单）'],
  ['debt', '用户欠分'],
] as const;

const count = (points: number): string => points.toLocaleString('zh-CN');

/** What the shop owes in points: the sums, and a bar for every month in which points end. */
export function LiabilityReport() {
  const loading = useReport<Report>('/shop/points-liability');
  if (loading.state === 'loading') return <Typography textColor="neutral600">正在统计…</Typography>;
  if (loading.state === 'failed') return <Typography textColor="danger600">没有读到，请稍后再试</Typography>;
  const { report } = loading;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        {SUMS.map(([name, label]) => (
          <Flex key={name} justifyContent="space-between" gap={2}>
            <Typography fontWeight={name === 'outstanding' ? 'bold' : 'regular'}>{label}</Typography>
            <Typography fontWeight={name === 'outstanding' ? 'bold' : 'regular'}>
              {count(report[name].points)}（{priceTag(report[name].amount)}）
            </Typography>
          </Flex>
        ))}
        <Typography variant="pi" textColor="neutral600">
          按 {report.pointsPerYuan} 积分抵 1 元折算
        </Typography>
      </Flex>
      <MonthBars months={report.months} />
    </Flex>
  );
}

function MonthBars({ months }: { months: Report['months'] }) {
  const most = Math.max(...months.map(({ points }) => points), 1);
  return (
    <Flex tag="figure" aria-label="可用积分按到期月份" direction="column" alignItems="stretch" gap={3}>
      <Typography tag="figcaption" variant="sigma" textColor="neutral600">
        可用积分按到期月份
      </Typography>
      {months.length === 0 && <Typography textColor="neutral600">现在没有可用的积分</Typography>}
      {months.map(({ month, points, amount }) => (
        <Flex key={month ?? 'never'} direction="column" alignItems="stretch" gap={1}>
          <Flex justifyContent="space-between" gap={2}>
            <Typography variant="pi">{month === null ? '永久有效' : monthText(month)}</Typography>
            <Typography variant="pi">
              {count(points)}（{priceTag(amount)}）
            </Typography>
          </Flex>
          <Box background="neutral150" hasRadius height="8px">
            <Box background="primary600" hasRadius height="8px" width={`${String((points / most) * 100)}%`} />
          </Box>
        </Flex>
      ))}
    </Flex>
  );
}

function monthText(month: string): string {
  const [year, number] = month.split('-');
  return `${String(year)} 年 ${String(Number(number))} 月`;
}
