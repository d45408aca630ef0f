// A hand-written peer: fastify and pg, the same rows from the same table. node peer.mjs SOCKET_DIR PORT
import Fastify from 'fastify';
import pg from 'pg';

const columns = 'id, area, measure, period, period_reason, amount, approximate, unit, printed, amount_reason, projection, basis, basis_reason, inferred, inference_reasons, source, source_place, case when revised then since_release end as revision';
const from = `select ${columns} from opendata.demographic_version where until_release is null`;
const order = 'order by measure, period, area, id';
const pool = new pg.Pool({ host: process.argv[2], user: 'opendata', database: 'opendata', max: 16 });
const app = Fastify();
app.get('/v1/demographics', async request => {
  const { area, measure, period } = request.query;
  const rows = area && measure
    ? await pool.query({ name: 'm', text: `${from} and area = $1 and measure = any($2) ${order} limit 101`, values: [area, measure.split(',')] })
    : area
    ? await pool.query({ name: 'a', text: `${from} and area = $1 ${order} limit 101`, values: [area] })
    : await pool.query({ name: 'b', text: `${from} and measure = $1 and period = $2 ${order} limit 1001`, values: [measure, period] });
  const items = rows.rows.slice(0, area ? 100 : 1000);
  return { items, hasNext: rows.rows.length > items.length };
});
await app.listen({ host: '127.0.0.1', port: Number(process.argv[3]) });
