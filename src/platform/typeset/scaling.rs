//! Paper is printed as large as it is: the document asks the print dialogue to make nothing
//! smaller (ISO 32000-1 12.2, `PrintScaling`), or what says 100 mm would be 97.

/// What the writer of PDFs says of its viewing, without what we ask.
const PREFERENCES: &[u8] = b"/ViewerPreferences<<";
const ASKED: &[u8] = b"/PrintScaling/None";
/// A line of the table of objects.
const LINE: usize = 20;

/// The document with the wish in its catalogue, and its table of objects moved on accordingly;
/// nothing where it is not written as we know it.
pub(super) fn unscaled(pdf: &[u8]) -> Option<Vec<u8>> {
    let tail = find_last(pdf, b"startxref")?;
    let table = number(pdf.get(tail + b"startxref".len()..)?)?;
    let trailer = table + find(pdf.get(table..tail)?, b"trailer")?;
    let root = find(pdf.get(trailer..tail)?, b"/Root ")?;
    let root = number(pdf.get(trailer + root + b"/Root ".len()..)?)?;
    let lines = table + find(pdf.get(table..trailer)?, b"\r\n")?.checked_sub(LINE - 2)?;
    let catalogue = number(pdf.get(lines + root * LINE..)?)?;
    let wish = catalogue + find(pdf.get(catalogue..table)?, PREFERENCES)? + PREFERENCES.len();

    let mut out = Vec::with_capacity(pdf.len() + ASKED.len());
    out.extend_from_slice(pdf.get(..wish)?);
    out.extend_from_slice(ASKED);
    out.extend_from_slice(pdf.get(wish..lines)?);
    for line in pdf.get(lines..trailer)?.chunks(LINE) {
        let at = number(line)?;
        let at = if at >= wish { at + ASKED.len() } else { at };
        out.extend_from_slice(format!("{at:010}").as_bytes());
        out.extend_from_slice(line.get(10..)?);
    }
    out.extend_from_slice(pdf.get(trailer..tail)?);
    out.extend_from_slice(format!("startxref\n{}\n%%EOF", table + ASKED.len()).as_bytes());
    Some(out)
}

/// The number that begins a text, after blanks.
fn number(text: &[u8]) -> Option<usize> {
    let text = text.trim_ascii_start();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|part| part == what)
}

fn find_last(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).rposition(|part| part == what)
}
