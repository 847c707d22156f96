//! Two decoders that share no line of code.

use std::process::Command;

use rxing::common::HybridBinarizer;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader as _};

use super::super::tools::Grey;

/// A decoder: what it reads from each picture.
pub(super) type Reader = fn(&[&Grey]) -> Vec<Vec<String>>;

pub(super) const READERS: [(&str, Reader); 2] = [("zbar", zbar), ("rxing", rxing)];

fn zbar(pictures: &[&Grey]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let name = |at: usize| format!("{at:04}.pgm");
    for (at, picture) in pictures.iter().enumerate() {
        std::fs::write(folder.path().join(name(at)), picture.pgm()).unwrap();
    }
    let files = (0..pictures.len()).map(name);
    let answer = Command::new("zbarimg")
        .args(["-q", "--xml", "-Sdisable", "-Sqrcode.enable"])
        .args(files)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(answer.stdout).unwrap();
    let mut read = vec![Vec::new(); pictures.len()];
    for source in said.split("<source href='").skip(1) {
        let (file, symbols) = source.split_once('.').unwrap();
        let texts = symbols.split("<![CDATA[").skip(1);
        let texts = texts.map(|rest| rest.split_once("]]>").unwrap().0.to_owned());
        read[file.parse::<usize>().unwrap()] = texts.collect();
    }
    read
}

/// The part of rxing that follows `zxing-cpp`. Of a thousand whole labels it reads all; its older
/// reader loses 2 at 300 dpi and 121 at 150, and the crate rqrr loses none and all.
fn rxing(pictures: &[&Grey]) -> Vec<Vec<String>> {
    pictures.iter().map(|picture| rxing_one(picture)).collect()
}

fn rxing_one(picture: &Grey) -> Vec<String> {
    let [width, height] = [picture.width, picture.height].map(|n| u32::try_from(n).unwrap());
    let dots = Luma8LuminanceSource::new(picture.dots().to_vec(), width, height).unwrap();
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(dots));
    let hints = DecodeHints {
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let found = QrReader.decode_with_hints(&mut bitmap, &hints);
    found
        .iter()
        .map(|symbol| symbol.getText().to_owned())
        .collect()
}
