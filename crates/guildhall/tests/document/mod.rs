//! Documents, written by hand (ISO 32000-1): such as people make, and such as nobody should.

use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};

pub struct Document {
    objects: Vec<Vec<u8>>,
}

fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<< /Length {} {dictionary} >>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

impl Document {
    /// The catalogue, the list of pages and a font, and then one page for each content, with these
    /// resources. Objects are numbered from 1; the first page is object 4, its content object 5.
    fn bytes(size: &str, contents: &[Vec<u8>], resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
        let kids: Vec<String> = (0..contents.len()).map(|n| format!("{} 0 R", 4 + 2 * n)).collect();
        let mut objects = vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len())
                .into_bytes(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
                .to_vec(),
        ];
        for (n, content) in contents.iter().enumerate() {
            let content_at = 5 + 2 * n;
            objects.push(
                format!("<< /Type /Page /Parent 2 0 R /MediaBox [{size}] /Contents {content_at} 0 R /Resources << {resources} >> >>")
                    .into_bytes(),
            );
            objects.push(content.clone());
        }
        objects.extend(more);
        Self { objects }.written()
    }

    fn written(&self) -> Vec<u8> {
        let (mut out, mut places) = (b"%PDF-1.7\n".to_vec(), Vec::new());
        for (n, object) in self.objects.iter().enumerate() {
            places.push(out.len());
            out.extend_from_slice(format!("{} 0 obj\n", n + 1).as_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let (table, count) = (out.len(), self.objects.len() + 1);
        out.extend_from_slice(format!("xref\n0 {count}\n0000000000 65535 f \n").as_bytes());
        for place in places {
            out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
        }
        let end = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        out.extend_from_slice(end.as_bytes());
        out
    }

    /// A page of A4 for each text.
    pub fn of(texts: &[&str]) -> Vec<u8> {
        let contents: Vec<_> = texts
            .iter()
            .map(|text| stream("", format!("BT /F1 24 Tf 72 700 Td ({text}) Tj ET").as_bytes()))
            .collect();
        Self::bytes("0 0 595 842", &contents, "/Font << /F1 3 0 R >>", Vec::new())
    }

    /// The letters A to J, which the document says are others.
    pub fn cyrillic() -> Vec<u8> {
        let word = "главоболие";
        let mut map =
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def \
            /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange 10 beginbfchar\n"
                .to_owned();
        for (n, letter) in word.chars().enumerate() {
            let line = format!("<{:02X}> <{:04X}>\n", 0x41 + n, u32::from(letter));
            map.push_str(&line);
        }
        map.push_str("endbfchar endcmap CMapName currentdict /CMap defineresource pop end end");
        let font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>".to_vec();
        let content = stream("", b"BT /F2 24 Tf 72 700 Td (ABCDEFGHIJ) Tj ET");
        let more = vec![font, stream("", map.as_bytes())];
        Self::bytes("0 0 595 842", &[content], "/Font << /F2 6 0 R >>", more)
    }

    /// Ten forms, each of which draws the next one fifty times.
    pub fn endless() -> Vec<u8> {
        const DEPTH: usize = 10;
        let form = |n: usize| {
            let (next, drawn) = if n + 1 < DEPTH {
                (format!("/Resources << /XObject << /X {} 0 R >> >>", 7 + n), "/X Do ".repeat(50))
            } else {
                (String::new(), "0 0 9 9 re f ".repeat(50))
            };
            stream(
                &format!("/Type /XObject /Subtype /Form /BBox [0 0 99 99] {next}"),
                drawn.as_bytes(),
            )
        };
        let more = (0..DEPTH).map(form).collect();
        let content = stream("", "/X Do ".repeat(50).as_bytes());
        Self::bytes("0 0 595 842", &[content], "/XObject << /X 6 0 R >>", more)
    }

    /// A form that draws itself.
    pub fn within_itself() -> Vec<u8> {
        let form = stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X 6 0 R >> >>",
            b"/X Do /X Do",
        );
        let content = stream("", b"/X Do");
        Self::bytes("0 0 595 842", &[content], "/XObject << /X 6 0 R >>", vec![form])
    }

    /// Two gigabytes of content in a few kilobytes.
    pub fn bomb() -> Vec<u8> {
        let runs = [0x81, b' '].repeat(16 << 20);
        let packed = packed(&packed(&runs));
        let filters = "/Filter [/FlateDecode /FlateDecode /RunLengthDecode]";
        Self::bytes("0 0 595 842", &[stream(filters, &packed)], "/Font << /F1 3 0 R >>", Vec::new())
    }

    /// A page of a kilometre, and a picture on it of ten thousand million pixels.
    pub fn huge_page() -> Vec<u8> {
        let picture = stream(
            "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8",
            b"",
        );
        let content = stream("", b"q 3000000 0 0 3000000 0 0 cm /X Do Q");
        Self::bytes("0 0 3000000 3000000", &[content], "/XObject << /X 6 0 R >>", vec![picture])
    }
}
