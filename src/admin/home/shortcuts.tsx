import { Box, Grid, Typography } from '@strapi/design-system';
import { useAuth } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

const SHORTCUTS = [
  { uid: 'api::catalog.product', name: '商品', does: '上架、改价、调整分类' },
  { uid: 'api::catalog.inventory', name: '库存', does: '查看和调整库存' },
  { uid: 'api::order.order', name: '订单', does: '查看订单和付款情况' },
  { uid: 'api::payment.payment', name: '支付', does: '核对微信支付单' },
  { uid: 'api::merchant.merchant', name: '商户', does: '审核和管理商户' },
  { uid: 'api::points.points-rule', name: '积分规则', does: '设置积分怎么发放' },
];

const Tile = styled(Link)`
  display: block;
  height: 100%;
  text-decoration: none;
  border-radius: ${({ theme }) => theme.borderRadius};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.primary100};
    border-color: ${({ theme }) => theme.colors.primary200};
  }
`;

/** Leads to the lists staff open every day; shows only what the signed-in account may read. */
export function Shortcuts() {
  const permissions = useAuth('Shortcuts', (state) => state.permissions);
  const isReadable = (uid: string) =>
    permissions.some(({ action, subject }) => action === 'plugin::content-manager.explorer.read' && subject === uid);
  return (
    <Grid.Root gap={3} padding={2}>
      {SHORTCUTS.filter(({ uid }) => isReadable(uid)).map(({ uid, name, does }) => (
        <Grid.Item key={uid} col={4} s={6} xs={12} direction="column" alignItems="stretch">
          <Tile to={`/content-manager/collection-types/${uid}`}>
            <Box padding={4}>
              <Typography variant="delta" tag="p" textColor="neutral800">
                {name}
              </Typography>
              <Typography variant="pi" tag="p" textColor="neutral600">
                {does}
              </Typography>
            </Box>
          </Tile>
        </Grid.Item>
      ))}
    </Grid.Root>
  );
}
