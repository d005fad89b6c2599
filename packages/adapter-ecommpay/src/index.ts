export { ecommpayManifest } from './ecommpay-manifest.ts';
export { adapter, createEcommpay } from './ecommpay-provider.ts';
export { canonicalize, sign, verify } from './signature/signature.ts';
