import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import type { Books } from './books.ts';
import { certificationResultPage, certificationWindowPage } from './certification-pages.ts';
import { done, failed, refused } from './envelope.ts';
import type { Guard } from './operations.ts';
import { readBody, textField } from './request-body.ts';
import type { FakeCertification, ServiceBooks } from './service-books.ts';
import { parseParameters } from './window-routes.ts';

/** The code that every phone receives. */
export const simulatedCode = '000000';

/** Identity verification: by a code, and by a window. */
export function mountCertifications(app: Hono, guard: Guard, books: Books, { certifications }: ServiceBooks): void {
  function open(merchantUid: string | null, name: string, phone: string): FakeCertification {
    const impUid = `imp_${String(books.nextNumber()).padStart(12, '0')}`;
    const opened = { impUid, merchantUid, name, phone, certifiedAt: 0 };
    certifications.set(impUid, opened);
    return opened;
  }

  app.post('/certifications/otp/request', guard('otp_request'), async (context) => {
    const body = await readBody(context);
    const [name, phone] = [textField(body, 'name'), textField(body, 'phone')];
    const known = ['birth', 'gender_digit', 'carrier', 'channel_key'].every((field) => textField(body, field) !== null);
    if (name === null || phone === null || !known) return failed(context, 400, '필수 파라미터가 누락되었습니다.');
    return done(context, { imp_uid: open(textField(body, 'merchant_uid'), name, phone).impUid });
  });

  app.post('/certifications/otp/confirm/:imp_uid', guard('otp_confirm'), async (context) => {
    const certification = certifications.get(context.req.param('imp_uid') ?? '');
    if (certification === undefined) return failed(context, 404, '존재하지 않는 인증정보입니다.');
    if (textField(await readBody(context), 'otp') !== simulatedCode)
      return refused(context, '인증번호가 일치하지 않습니다.');
    certification.certifiedAt = books.nowSeconds();
    return done(context, certificationJson(certification));
  });

  const path = '/certifications/:imp_uid';
  app.get(path, guard('certification_read'), (context) => {
    const certification = certifications.get(context.req.param('imp_uid') ?? '');
    return certification === undefined
      ? failed(context, 404, '존재하지 않는 인증정보입니다.')
      : done(context, certificationJson(certification));
  });
  app.delete(path, guard('certification_delete'), (context) => {
    const certification = certifications.get(context.req.param('imp_uid') ?? '');
    if (certification === undefined) return failed(context, 404, '존재하지 않는 인증정보입니다.');
    certifications.delete(certification.impUid);
    return done(context, certificationJson(certification));
  });

  app.get('/window/certification', (context) => {
    const parameters = parseParameters(context.req.query('request'));
    const opened = open(textField(parameters, 'merchant_uid'), '홍길동', '01012345678');
    return context.html(certificationWindowPage(opened.impUid, context.req.query('origin') ?? '*'));
  });
  app.post('/window/certification/:imp_uid', async (context) => {
    const certification = certifications.get(context.req.param('imp_uid'));
    if (certification === undefined) return context.notFound();
    const body = await readBody(context);
    const success = textField(body, 'outcome') === 'approve';
    if (success) certification.certifiedAt = books.nowSeconds();
    const { impUid: imp_uid, merchantUid: merchant_uid } = certification;
    const problem = success ? {} : { error_code: 'F0001', error_msg: '사용자가 본인인증을 취소하셨습니다.' };
    return context.html(
      certificationResultPage({ success, imp_uid, merchant_uid, ...problem }, textField(body, 'origin') ?? '*'),
    );
  });
}

function certificationJson({ impUid, merchantUid, name, phone, certifiedAt }: FakeCertification) {
  const isDone = certifiedAt > 0;
  const key = (kind: string) => createHash('sha512').update(`${kind}${name}${phone}`).digest('base64');
  return {
    imp_uid: impUid,
    merchant_uid: merchantUid,
    pg_tid: isDone ? `tid_${impUid}` : null,
    pg_provider: 'danal',
    name: isDone ? name : null,
    gender: isDone ? 'female' : null,
    birthday: isDone ? '1990-03-15' : null,
    foreigner: false,
    foreigner_v2: null,
    phone: isDone ? phone : null,
    carrier: isDone ? 'SKT' : null,
    certified: isDone,
    certified_at: certifiedAt,
    unique_key: isDone ? key('ci') : null,
    unique_in_site: isDone ? key('di').slice(0, 64) : null,
    origin: null,
  };
}
