import { ChartPie, Magic } from '@strapi/icons';
import { useParams } from 'react-router-dom';
import type { RecordDocument } from '../deeds/deed';
import { AwardPreview } from './award-preview';
import { LiabilityReport } from './liability-report';
import { ReportButton } from './report-button';

const RULE = 'api::points.points-rule';
const ACCOUNT = 'api::points.points-account';

/** The reports above the lists: 积分试算 where the rules are, 积分负债 where the accounts are. */
export function PointsListReports() {
  const { slug } = useParams();
  if (slug === RULE)
    return (
      <ReportButton label="积分试算" icon={<Magic />}>
        <AwardPreview />
      </ReportButton>
    );
  if (slug === ACCOUNT)
    return (
      <ReportButton label="积分负债" icon={<ChartPie />}>
        <LiabilityReport />
      </ReportButton>
    );
  return null;
}

interface PanelContext {
  model: string;
  document?: RecordDocument;
}

/** 积分试算 beside a rule, for the scene of this rule. */
export function RulePreview({ model, document }: PanelContext) {
  if (model !== RULE) return null;
  const scene = typeof document?.scene === 'string' ? { initialScene: document.scene } : {};
  return {
    title: '积分试算',
    content: (
      <ReportButton label="积分试算" icon={<Magic />} isWide>
        <AwardPreview {...scene} />
      </ReportButton>
    ),
  };
}
