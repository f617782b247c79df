import t from 'tap'
import { cleanName, toDisposition } from '../../src/attachments/file-name.ts'

t.test('keeps of a name what can be shown and saved anywhere', async (t) => {
  const names: [string | undefined, string][] = [
    ['Акт осмотра №3.jpg', 'Акт осмотра №3.jpg'],
    ['Қабылдау.JPEG', 'Қабылдау.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\fakepath\\photo.jpg', 'photo.jpg'],
    ['report.html', 'report.html.jpg'],
    ['a\u202egpj.exe', 'agpj.exe.jpg'],
    ['a\0b\r\nc\u200f.jpg', 'abc.jpg'],
    ['<script>alert(1)<', '_script_alert(1)_.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    ['~', 'photo.jpg'],
    ['...', 'photo.jpg'],
    ['   ', 'photo.jpg'],
    ['', 'photo.jpg'],
    [undefined, 'photo.jpg'],
    ['\ud800.jpg', 'photo.jpg'],
    ['x'.repeat(500), `${'x'.repeat(100)}.jpg`],
    ['IMG_20221020_101500.jpg', 'IMG_20221020_101500.jpg'],
    // A number with the check digit of a person's.
    ['800101300006 copy.jpg', 'photo.jpg'],
  ]
  for (const [given, expected] of names) t.equal(cleanName(given, 'image/jpeg'), expected, `${given}`)
  t.equal(cleanName('certificate.PDF', 'application/pdf'), 'certificate.pdf')
  t.equal(cleanName('photo.png', 'image/webp'), 'photo.png.webp')
})

t.test('names a file in a header, in every script, and lets nothing out of the quotes', async (t) => {
  t.equal(toDisposition('a.jpg'), `attachment; filename="a.jpg"; filename*=UTF-8''a.jpg`)
  t.equal(
    toDisposition(`Құжат (1)'.pdf`),
    `attachment; filename="_____ (1)'.pdf"; filename*=UTF-8''%D2%9A%D2%B1%D0%B6%D0%B0%D1%82%20%281%29%27.pdf`,
  )
  t.match(toDisposition('a"\r\nx: y\\.jpg'), /^[\x20-\x7e]+$/)
  t.match(toDisposition('a";b="c.jpg'), /^attachment; filename="[^"]*"; filename\*=UTF-8''[^"]*$/)
})
