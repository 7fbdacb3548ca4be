// Loaded before the program under test with `node --import`: writes every attempt to reach another machine, or
// another program on this one, to the file that WEIR_CONNECTIONS names. The attempts go on.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { inspect } from 'node:util';

function watch(owner, name, what, counts = () => true) {
  const original = owner[name];
  owner[name] = function watched(...args) {
    if (counts(...args))
      appendFileSync(process.env.WEIR_CONNECTIONS, `${what} ${inspect(args, { depth: 1 })}\n`);
    return original.apply(this, args);
  };
}

/** Looking up what is a number already, as listening on 127.0.0.1 does, asks nobody. */
const isName = (name) => net.isIP(String(name)) === 0;

watch(net.Socket.prototype, 'connect', 'connect');
watch(dgram.Socket.prototype, 'send', 'datagram');
watch(dgram.Socket.prototype, 'connect', 'datagram');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny']) {
  watch(dns, name, 'name', isName);
  watch(dns.promises, name, 'name', isName);
}
syncBuiltinESMExports();
