import { Box, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import MoneyInput from '../money/money-input';
import { AwardReasons } from './award-reasons';
import { ChoiceSelect } from './choice-select';
import { MONEY_SCENES, SCENES } from './scenes';
import { useReport } from './use-report';

interface Choice {
  documentId: string;
  name: string;
}

interface Choices {
  levels: Choice[];
  merchants: Choice[];
}

const USUAL_AMOUNT = 12_850;
const scenes = Object.entries(SCENES).map(([value, text]) => ({ value, text }));
const optionsOf = (choices: Choice[]) => choices.map(({ documentId, name }) => ({ value: documentId, text: name }));

/** What a purchase would earn a member today, and why; nothing is given. */
export function AwardPreview({ initialScene = 'payment' }: { initialScene?: string }) {
  const [scene, setScene] = useState(initialScene);
  const [amount, setAmount] = useState<string | number | null>(USUAL_AMOUNT);
  const [levelId, setLevelId] = useState('');
  const [merchantId, setMerchantId] = useState('');
  const choices = useReport<Choices>('/shop/points-rules/preview-choices');
  const offered = choices.state === 'loaded' ? choices.report : { levels: [], merchants: [] };
  const usesMoney = MONEY_SCENES.has(scene);
  const isReadable = !usesMoney || typeof amount === 'number';
  const query = new URLSearchParams({
    scene,
    ...(usesMoney && typeof amount === 'number' ? { amount: String(amount) } : {}),
    ...(levelId === '' ? {} : { levelId }),
    ...(merchantId === '' ? {} : { merchantId }),
  });
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography textColor="neutral600">
        按现在的规则试算，不会真的发放。假定这位会员今天还没有得过积分，买的是不限定的商品。
      </Typography>
      <ChoiceSelect name="scene" label="场景" value={scene} choices={scenes} onChange={setScene} />
      {usesMoney && (
        <MoneyInput
          name="amount"
          label="实付商品金额"
          hint="不含运费"
          value={amount}
          onChange={(_name: string, typed: string | number | null) => {
            setAmount(typed);
          }}
        />
      )}
      <ChoiceSelect
        name="level"
        label="会员等级"
        placeholder="没有等级"
        value={levelId}
        choices={optionsOf(offered.levels)}
        onChange={setLevelId}
      />
      <ChoiceSelect
        name="merchant"
        label="商户"
        placeholder="店铺自营"
        value={merchantId}
        choices={optionsOf(offered.merchants)}
        onChange={setMerchantId}
      />
      <Box paddingTop={2}>{isReadable && <AwardReasons query={query.toString()} />}</Box>
    </Flex>
  );
}
