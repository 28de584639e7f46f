/* The converters of Windows 10, which Qt asks for before it falls back on its own: there are none. */
#define STUB(name) __declspec(dllexport) void *name(void) { return 0; }
#define NO_SUCH_CONVERTER 4

__declspec(dllexport) void *ucnv_open(const char *name, int *error) {
    (void)name;
    if (error)
        *error = NO_SUCH_CONVERTER;
    return 0;
}
STUB(ucnv_close)
STUB(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
STUB(UCNV_TO_U_CALLBACK_SUBSTITUTE)
STUB(ucnv_reset)
STUB(ucnv_getMaxCharSize)
STUB(ucnv_getName)
STUB(ucnv_getToUCallBack)
STUB(ucnv_getFromUCallBack)
STUB(ucnv_setToUCallBack)
STUB(ucnv_setFromUCallBack)
STUB(ucnv_cbToUWriteUChars)
STUB(ucnv_cbFromUWriteUChars)
STUB(ucnv_toUnicode)
STUB(ucnv_fromUnicode)
STUB(ucnv_toUCountPending)
STUB(ucnv_fromUCountPending)
STUB(ucnv_getStandardName)
STUB(ucnv_getAvailableName)
STUB(ucnv_countAvailable)
