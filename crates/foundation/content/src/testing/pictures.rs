//! Pictures as cameras and programs write them: 64 pixels wide, red on the left and blue on the right, and
//! with a secret inside.

use image::{
    ImageEncoder as _, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};

/// What must never come out again.
pub const SECRET: &[u8] = b"42.6977N 23.3219E Elena";
/// The least of a profile: where it says that it is of three lights.
pub fn profile() -> Vec<u8> {
    let mut profile = vec![0; 132];
    profile[16..20].copy_from_slice(b"RGB ");
    profile
}

/// Notes as cameras write them (Exif 2.32): how it was held, and a secret behind.
fn notes(orientation: u8) -> Vec<u8> {
    let mut notes = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    notes.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0, 0]);
    [&notes, SECRET].concat()
}

/// Red on the left and blue on the right, wider than high.
fn two_colours() -> RgbImage {
    RgbImage::from_fn(64, 32, |x, _| if x < 32 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) })
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("it is written").to_be_bytes();
    [&[0xff, marker], &length[..], body].concat()
}

/// A photograph held like this (Exif 2.32, tag 0x0112; 1 is upright, 6 is turned to the left), with
/// [`SECRET`] in every place that programs know.
pub fn photograph(orientation: u8) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut plain, 95);
    encoder.set_icc_profile(profile()).expect("it is written");
    two_colours().write_with_encoder(encoder).expect("it is written");
    let mut photograph = plain[..2].to_vec();
    photograph.extend(segment(0xe1, &[b"Exif\0\0", &notes(orientation)[..]].concat()));
    photograph.extend(segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat()));
    photograph.extend(segment(0xed, &[b"Photoshop 3.0\x008BIM\x04\x04", SECRET].concat()));
    photograph.extend(segment(0xe2, &[b"MPF\0", SECRET].concat()));
    photograph.extend(segment(0xfe, SECRET));
    photograph.extend_from_slice(&plain[2..]);
    // A film of the moment before, as telephones hang it on.
    photograph.extend_from_slice(SECRET);
    photograph
}

/// A chunk of PNG.
pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut sum = checksum(&[&kind[..], body].concat()).to_be_bytes().to_vec();
    let mut chunk = u32::try_from(body.len()).expect("it is written").to_be_bytes().to_vec();
    chunk.extend_from_slice(kind);
    chunk.extend_from_slice(body);
    chunk.append(&mut sum);
    chunk
}

/// CRC-32 as PNG counts it (Annex D).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |c, _| {
            if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 }
        })
    })
}

/// The same as PNG.
pub fn drawing(orientation: u8) -> Vec<u8> {
    let mut plain = Vec::new();
    two_colours().write_with_encoder(PngEncoder::new(&mut plain)).expect("it is written");
    // Behind the header, which is 33 bytes long.
    let mut drawing = plain[..33].to_vec();
    drawing.extend(chunk(b"tEXt", &[b"Author\0", SECRET].concat()));
    drawing.extend(chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", SECRET].concat()));
    drawing.extend(chunk(b"eXIf", &notes(orientation)));
    drawing.extend(chunk(b"prVt", SECRET));
    drawing.extend_from_slice(&plain[33..]);
    drawing.extend_from_slice(SECRET);
    drawing
}

fn riff(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = kind.to_vec();
    chunk.extend_from_slice(&u32::try_from(body.len()).expect("it is written").to_le_bytes());
    chunk.extend_from_slice(body);
    chunk.extend_from_slice(if body.len() % 2 == 1 { &[0] } else { &[] });
    chunk
}

/// The same as WebP.
pub fn web_picture(orientation: u8) -> Vec<u8> {
    let mut plain = Vec::new();
    two_colours().write_with_encoder(WebPEncoder::new_lossless(&mut plain)).expect("it is written");
    let drawn = &plain[12..];
    let flags = [0x0c, 0, 0, 0, 63, 0, 0, 31, 0, 0];
    let inside = [
        riff(b"VP8X", &flags),
        drawn.to_vec(),
        riff(b"EXIF", &notes(orientation)),
        riff(b"XMP ", SECRET),
        riff(b"prVt", SECRET),
    ]
    .concat();
    let size = u32::try_from(inside.len() + 4).expect("it is written").to_le_bytes();
    [b"RIFF", &size[..], b"WEBP", &inside].concat()
}

/// Three frames as GIF, with [`SECRET`] in a comment and in a note.
pub fn film() -> Vec<u8> {
    let mut plain = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut plain);
        encoder.set_repeat(image::codecs::gif::Repeat::Infinite).expect("it is written");
        for shade in [0, 100, 200] {
            let frame = RgbaImage::from_pixel(16, 16, Rgba([shade, 0, 0, 255]));
            encoder.encode_frame(image::Frame::new(frame)).expect("it is written");
        }
    }
    let blocks = |secret: &[u8]| {
        [&[u8::try_from(secret.len()).expect("it is written")], secret, &[0]].concat()
    };
    let end = plain.len() - 1;
    let mut film = plain[..end].to_vec();
    film.extend([&[0x21, 0xfe][..], &blocks(SECRET)].concat());
    film.extend([&[0x21, 0xff, 11][..], b"XMP DataXMP", &blocks(SECRET)].concat());
    film.extend([&[0x3b], SECRET].concat());
    film
}
