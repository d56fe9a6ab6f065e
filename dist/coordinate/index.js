import { start } from '../index.js';
await start('coordinate/index.js');
