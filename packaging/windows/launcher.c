/* SPDX-License-Identifier: MIT
   Starts the Python beside it as "-m mdtdesk" with the words it was given. Built twice: mdtdesk.exe
   for the console, mdtdeskw.exe (-mwindows) for the window. Python's isolated mode: neither the
   folder one stands in nor the environment can put another module in the program's place. */
#include <windows.h>
#include <wchar.h>

typedef int (*main_of_python)(int, wchar_t **);

static int broken(const wchar_t *what)
{
    MessageBoxW(NULL, what, L"mdtdesk", MB_OK | MB_ICONERROR);
    return 70;
}

int wmain(int count, wchar_t **words)
{
    wchar_t place[32768];
    DWORD length = GetModuleFileNameW(NULL, place, 32768);
    if (length == 0 || length >= 32768)
        return broken(L"The program's folder has no name.");
    wchar_t *name = wcsrchr(place, L'\\');
    wcscpy(name + 1, L"python313.dll");
    HMODULE python = LoadLibraryExW(place, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (python == NULL)
        return broken(L"python313.dll is missing. Install mdtdesk again; the data is not touched.");
    main_of_python run = (main_of_python)(void *)GetProcAddress(python, "Py_Main");
    wchar_t **all = HeapAlloc(GetProcessHeap(), 0, sizeof(wchar_t *) * (count + 4));
    if (run == NULL || all == NULL)
        return broken(L"python313.dll cannot be used. Install mdtdesk again; the data is not touched.");
    int used = 0;
    all[used++] = words[0];
    all[used++] = L"-I";
    all[used++] = L"-m";
    all[used++] = L"mdtdesk";
    for (int each = 1; each < count; each++)
        all[used++] = words[each];
    all[used] = NULL;
    return run(used, all);
}
