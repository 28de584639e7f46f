/* What Rust libraries ask Windows for: random bytes. Wine 8 has them under another name. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE at, SIZE_T left) {
    while (left) {
        ULONG part = left > 0x10000000 ? 0x10000000 : (ULONG)left;
        if (!SystemFunction036(at, part))
            return FALSE;
        at += part;
        left -= part;
    }
    return TRUE;
}
