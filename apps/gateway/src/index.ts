export { createApp } from './app.ts';
export { loadAdapter } from './composition/adapters.ts';
export { ConfigurationError } from './configuration/configuration-error.ts';
export { type GatewayConfiguration, loadConfiguration } from './configuration/load-configuration.ts';
export type { AppDependencies } from './http/app-dependencies.ts';
export { type RunningGateway, type StartOptions, startGateway } from './start-gateway.ts';
