// Loaded before the program under test with `node --import`: writes every attempt to reach another machine, or
// another program on this one, to the file that WEIR_CONNECTIONS names. The attempts go on.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const file = process.env.WEIR_CONNECTIONS;
const record = (what, args) =>
  appendFileSync(
    file,
    `${what} ${JSON.stringify(args, (_key, value) => (typeof value === 'object' && value?.constructor !== Object && !Array.isArray(value) ? String(value) : value))}\n`,
  );

function watch(owner, name, what) {
  const original = owner[name];
  owner[name] = function watched(...args) {
    record(
      what,
      args.filter((arg) => typeof arg !== 'function'),
    );
    return original.apply(this, args);
  };
}

watch(net.Socket.prototype, 'connect', 'connect');
watch(dgram.Socket.prototype, 'send', 'datagram');
watch(dgram.Socket.prototype, 'connect', 'datagram');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny']) watch(dns, name, 'name');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny'])
  watch(dns.promises, name, 'name');
syncBuiltinESMExports();
