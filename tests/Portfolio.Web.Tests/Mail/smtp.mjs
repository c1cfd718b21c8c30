// A real SMTP server for the tests; what it received it writes to the standard output, one JSON object a line. How it behaves is
// said by the name before the @ of the recipient: refused-…, bare-…, policy-…, full-…, busy-…, slow-…, drop-… (the last three once each).
import { SMTPServer } from 'smtp-server';

const { port, login, closed } = JSON.parse(process.argv[1] ?? '{}');
const seen = new Set();
const tell = value => process.stdout.write(JSON.stringify(value) + '\n');
const reply = (code, text) => Object.assign(new Error(text), { responseCode: code });
const first = address => !seen.has(address) && seen.add(address);
let sockets = 0;

const server = new SMTPServer({
  logger: false,
  authOptional: !login,
  allowInsecureAuth: false,
  disabledCommands: login ? [] : ['AUTH', 'STARTTLS'],
  onConnect(session, done) {
    tell({ connection: ++sockets });
    done(closed ? reply(554, '5.7.1 Client host blocked') : null);
  },
  onAuth(auth, session, done) {
    done(auth.username === login?.user && auth.password === login?.password ? null : reply(535, '5.7.8 Wrong name or password'), { user: auth.username });
  },
  onRcptTo({ address }, session, done) {
    if (address.startsWith('refused-')) return done(reply(550, '5.1.1 No such user here'));
    if (address.startsWith('bare-')) return done(reply(550, 'Mailbox unavailable'));
    if (address.startsWith('policy-')) return done(reply(550, '5.7.1 Relaying denied'));
    if (address.startsWith('full-')) return done(reply(452, '4.2.2 Mailbox full'));
    if (address.startsWith('busy-') && first(address)) return done(reply(451, '4.3.2 Try again later'));
    done();
  },
  onData(stream, session, done) {
    const to = session.envelope.rcptTo.map(r => r.address);
    const drops = to.some(a => a.startsWith('drop-') && first(a));
    const waits = to.some(a => a.startsWith('slow-') && first(a));
    const parts = [];
    stream.on('data', part => {
      parts.push(part);
      if (drops) stream.socket?.destroy(), server.connections.forEach(c => c.id === session.id && c._socket.destroy());
    });
    stream.on('end', () => {
      if (drops) return;
      const take = () => {
        tell({ to, from: session.envelope.mailFrom.address, secure: session.secure, user: session.user ?? null, raw: Buffer.concat(parts).toString('latin1') });
        done(null, '2.0.0 Taken');
      };
      if (waits) setTimeout(() => done(reply(451, '4.3.0 Too late')), 8000);
      else take();
    });
  },
});
server.on('error', () => {});
server.listen(port ?? 0, '127.0.0.1', () => tell({ listening: server.server.address().port }));
process.stdin.resume().on('end', () => process.exit());
