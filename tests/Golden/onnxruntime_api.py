"""Prints the names of struct OrtApi's functions in the order of ONNX Runtime's onnxruntime_c_api.h, one a line.

    python3 onnxruntime_api.py onnxruntime_c_api.h > onnxruntime_api.txt

onnxruntime_api.txt was made from the header of API version 29; the struct only grows at its end.
"""
import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
text = re.sub(r"//[^\n]*", "", text)
start = text.index("struct OrtApi {") + len("struct OrtApi {")
for declaration in text[start:text.index("\n};", start)].split(";"):
    declaration = " ".join(declaration.split())
    if not declaration:
        continue
    release = re.match(r"ORT_CLASS_RELEASE\(\s*(\w+)", declaration)
    named = (re.match(r"ORT_API2_STATUS\(\s*(\w+)", declaration)
             or re.match(r"ORT_API_T\([^,]*,\s*(\w+)", declaration)
             or re.search(r"ORT_API_CALL\s*\*\s*(\w+)\s*\)", declaration))
    if release:
        print("Release" + release.group(1))
    elif named:
        print(named.group(1))
    else:
        sys.exit("cannot read: " + declaration)
