import { Flex, Modal, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { DeedFormProps } from '../deeds/deed';
import { DeedFooter } from '../deeds/deed-footer';
import { useDeed } from '../deeds/use-deed';
import { TextField } from './text-field';

const USUAL_DAYS = '365';

const readPoints = (typed: string): number | null =>
  /^[+-]?[1-9]\d{0,6}$/.test(typed.trim()) ? Number(typed.trim()) : null;
const readDays = (typed: string): number | null => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : null);

/** Asks by how much, how long and why. */
export function AdjustPointsForm({ deed, documentId, document, onClose }: DeedFormProps) {
  const [typedPoints, setTypedPoints] = useState('');
  const [typedDays, setTypedDays] = useState(USUAL_DAYS);
  const [reason, setReason] = useState('');
  const { send, isSending } = useDeed(deed, { documentId, document });
  const available = Number(document.available ?? 0);
  const points = readPoints(typedPoints);
  const validDays = readDays(typedDays);
  const isGiving = points !== null && points > 0;
  const isReady = points !== null && validDays !== null && reason.trim() !== '';
  const save = async () => {
    if (isReady && (await send({ points, validDays, reason: reason.trim() }))) onClose();
  };
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <TextField
            name="points"
            label="增减积分"
            hint="增加填正数，扣除填负数，例如 200 或 -50"
            error={typedPoints !== '' && points === null ? '请输入不为 0 的整数' : undefined}
            value={typedPoints}
            onChange={setTypedPoints}
          />
          {isGiving && (
            <TextField
              name="validDays"
              label="有效天数"
              hint="增加的积分多少天后过期，填 0 表示永久有效"
              maxLength={4}
              value={typedDays}
              onChange={setTypedDays}
            />
          )}
          <TextField
            name="reason"
            label="原因"
            hint="顾客会在积分明细里看到，例如：活动补发、误发扣回"
            maxLength={100}
            value={reason}
            onChange={setReason}
          />
          <Typography textColor="neutral600">
            可用积分：{available}
            {points === null ? '' : ` → ${String(available + points)}`}。数额较大时，要由另一位同事复核后才生效。
          </Typography>
        </Flex>
      </Modal.Body>
      <DeedFooter
        label="确认调整"
        isDanger={points !== null && points < 0}
        isReady={isReady}
        isSending={isSending}
        onCancel={onClose}
        onConfirm={save}
      />
    </>
  );
}
