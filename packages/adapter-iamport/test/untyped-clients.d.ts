declare module 'iamport';
declare module 'iamporter';
