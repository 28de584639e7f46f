/* Colour profiles, which Wine 8 does not make and Qt's window plugin asks for: there are none. */
#define STUB(name) __declspec(dllexport) void *name(void) { return 0; }

STUB(OpenColorProfileW)
STUB(WcsCreateIccProfile)
STUB(CloseColorProfile)
STUB(GetColorProfileFromHandle)
