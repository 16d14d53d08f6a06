export default {
  rest: { prefix: '/api/v1', defaultLimit: 25, maxLimit: 100, withCount: true },
};
