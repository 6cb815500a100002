import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgreementSignature } from '../../domain/agreement-act.js';
import { testServer } from '../../server/server-for-test.js';
import { runInterlineCommand } from '../spawn-interline.js';

testServer(
  'what "interline agreement sign" signs is taken by the server, and what the server has, "verify" verifies',
  async (made, t) => {
    const dir = mkdtempSync(join(tmpdir(), 'interline-agreement-http-'));
    t.after(() => rmSync(dir, { recursive: true, force: true }));
    const run = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await runInterlineCommand('agreement', ...args);
      assert.equal(code, 0, stderr);
      return stdout;
    };
    const { ats, post } = await made.addParties();
    const clients = [await made.keyOf(ats), await made.keyOf(post)];
    const codes = made.server.reference.parties.map(({ code }) => code);
    const file = join(dir, 'agreement.yaml');
    writeFileSync(file, made.agreementText(1));
    const { id } = (await clients[0].draftAgreement({ body: readFileSync(file, 'utf8') })).body;
    await clients[0].proposeAgreement({ params: { id } });
    for (const [party, client] of clients.entries()) {
      const code = codes[party] ?? '';
      await run('keygen', '--party', code, '--out', join(dir, code));
      await client.registerPartyKey({
        body: { name: 'office', public_pem: readFileSync(join(dir, code, `${code}.public.pem`), 'utf8') },
      });
      await run('sign', file, '--party', code, '--key', join(dir, code, `${code}.private.pem`));
      const { signatures } = JSON.parse(readFileSync(join(dir, 'agreement.signatures.json'), 'utf8')) as {
        signatures: AgreementSignature[];
      };
      const own = signatures.find((one) => one.party === code);
      assert.ok(own !== undefined);
      await client.signAgreement({ params: { id }, body: own });
    }
    assert.equal((await clients[1].getAgreement({ params: { id } })).body.state, 'in_force');

    // Whoever has the text, the file of signatures and the partner's key verifies without the server.
    const got = join(dir, 'downloaded');
    mkdirSync(join(got, 'keys'), { recursive: true });
    writeFileSync(join(got, 'signed.yaml'), (await clients[1].getAgreementText({ params: { id } })).body);
    const { body: signatures } = await clients[1].getAgreementSignatures({ params: { id } });
    writeFileSync(join(got, 'signed.signatures.json'), JSON.stringify(signatures));
    for (const { party, public_pem } of (await clients[1].listPartyKeys()).body.data) {
      writeFileSync(join(got, 'keys', `${party}.public.pem`), public_pem);
    }
    assert.match(await run('verify', join(got, 'signed.yaml')), /All parties have signed what .*signed\.yaml says\./);
    writeFileSync(join(got, 'signed.yaml'), made.agreementText(1).replace('kg: 800', 'kg: 900'));
    const tampered = await runInterlineCommand('agreement', 'verify', join(got, 'signed.yaml'));
    assert.equal(tampered.code, 1);
    assert.match(tampered.stdout, /100 kg more/);
  },
);
