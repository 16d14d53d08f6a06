/** The panel's half of the custom field `global::money`: stored in fen, typed and read in yuan. */
export const moneyField = {
  name: 'money',
  type: 'integer',
  intlLabel: { id: 'mallard.money.label', defaultMessage: '金额' },
  intlDescription: { id: 'mallard.money.description', defaultMessage: '以元输入，以分存储，不会产生误差' },
  components: { Input: () => import('./money-input') },
};
