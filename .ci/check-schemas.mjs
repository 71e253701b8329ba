// Holds every example of specs/events against its schema with a validator that is not ours (Ajv).
import { readdirSync, readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const folder = 'specs/events';
const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
let failed = 0;
let checked = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.schema.json')).sort()) {
  const validate = ajv.compile(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
  const example = JSON.parse(readFileSync(`${folder}/${file.replace('.schema.', '.example.')}`, 'utf8'));
  checked += 1;
  if (!validate(example.data)) {
    failed += 1;
    console.log(`${file}: ${ajv.errorsText(validate.errors)}`);
  }
  const strange = { ...example.data, unknownMember: 'x' };
  if (validate(strange)) {
    failed += 1;
    console.log(`${file}: takes a member that it does not know`);
  }
}
console.log(`${checked} schemas, ${failed} failures`);
process.exit(failed === 0 ? 0 : 1);
