"""One PDF of page images for OCRmyPDF, the images' own bytes inside: ``pack.py OUT.pdf IMAGE DPI IMAGE DPI …``.

Runs in the environment of the other programs. A DPI of 0 is the one that the image states.
"""

import io
import sys

import img2pdf
import pikepdf


def main() -> None:
    """One page for each image."""
    out, arguments = sys.argv[1], sys.argv[2:]
    with pikepdf.new() as pdf:
        for image, dpi in zip(arguments[::2], map(float, arguments[1::2]), strict=True):
            layout = {"layout_fun": img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))} if dpi else {}
            page = img2pdf.convert(image, rotation=img2pdf.Rotation.ifvalid, **layout)
            with pikepdf.open(io.BytesIO(page)) as one:
                pdf.pages.extend(one.pages)
        pdf.save(out)


if __name__ == "__main__":
    main()
