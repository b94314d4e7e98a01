; SPDX-License-Identifier: MIT
; Installs for everybody on the machine. /S installs silently, /D=C:\place names the folder.
; An older version is removed by its own uninstaller first, so that no file of it stays behind.
; Stores, backups, settings and policy lie elsewhere and are never touched.
; Exit code: 0 done, 1 cancelled, 2 not finished, 3 Windows is too old, 4 the program is running.
Unicode true
Target amd64-unicode
ManifestSupportedOS Win10
ManifestDPIAware true
ManifestLongPathAware true
!include "MUI2.nsh"
!include "WinVer.nsh"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\mdtdesk"
!define OLDEST_BUILD 17763 ; Windows 10 1809: Qt's own lower end
!define TOO_OLD 3
!define RUNNING 4
!define UNFINISHED 2
Name "mdtdesk"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\mdtdesk"
InstallDirRegKey HKLM "${KEY}" "InstallLocation"
RequestExecutionLevel admin
SetCompressor /SOLID lzma
SetCompressorDictSize 64
BrandingText "mdtdesk ${VERSION}"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
LangString RUNS ${LANG_SIMPCHINESE} "mdtdesk 正在运行，未作任何更改。请所有用户退出程序后再试。"
LangString RUNS ${LANG_ENGLISH} "mdtdesk is running; nothing was changed. Try again when every user has left the program."
LangString OLD ${LANG_SIMPCHINESE} "mdtdesk 需要 64 位 Windows 10（1809 或更高）或 Windows 11。"
LangString OLD ${LANG_ENGLISH} "mdtdesk needs 64-bit Windows 10 (1809 or newer) or Windows 11."
LangString STAYED ${LANG_SIMPCHINESE} "旧版本未能移除，新版本未安装；数据未受影响。"
LangString STAYED ${LANG_ENGLISH} "The older version could not be removed, so the new one was not installed; the data is not touched."
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=1033 "ProductName" "mdtdesk"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileDescription" "mdtdesk"
VIAddVersionKey /LANG=1033 "LegalCopyright" "The mdtdesk authors; MIT licence, Qt under LGPL-3.0"

!macro STOP CODE WORDS
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A library that a process has loaded cannot be opened for writing.
!macro REFUSE_WHILE_RUNNING PLACE
  ${If} ${FileExists} "${PLACE}\python313.dll"
    ClearErrors
    FileOpen $1 "${PLACE}\python313.dll" a
    ${If} ${Errors}
      !insertmacro STOP ${RUNNING} "$(RUNS)"
    ${EndIf}
    FileClose $1
  ${EndIf}
!macroend

; Explorer reads anew what opens which kind of file.
!macro KINDS_CHANGED
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
  SetRegView 64
  SetShellVarContext all
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro STOP ${TOO_OLD} "$(OLD)"
  ${EndIf}
  ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
  !insertmacro REFUSE_WHILE_RUNNING "$0"
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
  !insertmacro REFUSE_WHILE_RUNNING "$INSTDIR"
FunctionEnd

; Anybody may make a folder in ProgramData and would own what it settles for all. Only the machine's
; administrators write into ours. An upgrade leaves it as it is.
Function OwnPolicyFolder
  CreateDirectory "$APPDATA\mdtdesk"
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\mdtdesk" /setowner *S-1-5-32-544 /T /C /Q'
  Pop $1
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\mdtdesk" /reset /T /C /Q'
  Pop $1
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\mdtdesk" /inheritance:r /grant:r *S-1-5-32-544:(OI)(CI)F *S-1-5-18:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX /Q'
  Pop $1
FunctionEnd

Section
  ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
  ${If} ${FileExists} "$0\uninstall.exe"
    ; _?= keeps it in its place, so that it is over when ExecWait returns
    ClearErrors
    ExecWait '"$0\uninstall.exe" /S _?=$0' $1
    ${If} ${Errors}
    ${OrIf} $1 <> 0
      !insertmacro STOP ${UNFINISHED} "$(STAYED)"
    ${EndIf}
    Delete "$0\uninstall.exe"
    RMDir "$0"
  ${Else}
    Call OwnPolicyFolder
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\mdtdesk.lnk" "$INSTDIR\mdtdeskw.exe"
  WriteRegStr HKLM "Software\Classes\.mdtdesk" "" "mdtdesk.store"
  WriteRegStr HKLM "Software\Classes\mdtdesk.store" "" "mdtdesk"
  WriteRegStr HKLM "Software\Classes\mdtdesk.store\DefaultIcon" "" "$INSTDIR\mdtdeskw.exe,0"
  WriteRegStr HKLM "Software\Classes\mdtdesk.store\shell\open\command" "" '"$INSTDIR\mdtdeskw.exe" "%1"'
  !insertmacro KINDS_CHANGED
  WriteRegStr HKLM "${KEY}" "DisplayName" "mdtdesk"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "Publisher" "The mdtdesk authors"
  WriteRegStr HKLM "${KEY}" "DisplayIcon" "$INSTDIR\mdtdeskw.exe"
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; only what the installer made: a folder that somebody chose may hold other things
  !include "${FILES}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\mdtdesk.lnk"
  DeleteRegKey HKLM "Software\Classes\.mdtdesk"
  DeleteRegKey HKLM "Software\Classes\mdtdesk.store"
  !insertmacro KINDS_CHANGED
  DeleteRegKey HKLM "${KEY}"
SectionEnd
