/** The panel's half of the custom field `global::money-total`: sums of fen beyond 32 bits, computed by the system, read in yuan. */
export const moneyTotalField = {
  name: 'money-total',
  type: 'biginteger',
  intlLabel: { id: 'mallard.money-total.label', defaultMessage: '合计金额' },
  intlDescription: { id: 'mallard.money-total.description', defaultMessage: '由系统汇总，以分存储，以元显示' },
  components: { Input: () => import('./money-total') },
};
